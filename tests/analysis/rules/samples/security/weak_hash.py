import hashlib
from hashlib import md5 as quick

from Crypto.Hash import MD5
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

value = hashlib.md5(text).hexdigest()  # hit
value = hashlib.new("sha1", text).hexdigest()  # hit
value = quick(text).hexdigest()  # hit
signature = hashlib.sha1(body + key).hexdigest()  # hit
session_id = hashlib.md5(str(counter).encode()).hexdigest()  # hit
result = MD5.new(data).digest()  # hit
signed = private.sign(message, padding.PKCS1v15(), hashes.SHA1())  # hit
algorithm = "md5"


def reset_token(user):
    state = hashlib.sha1()  # hit
    state.update(user.email.encode())
    return state.hexdigest()


def configured(text):
    return hashlib.new(algorithm, text).hexdigest()  # hit


value = hashlib.sha256(text).hexdigest()
value = hashlib.new("sha512", text).hexdigest()
value = hashlib.blake2b(text).hexdigest()
value = hashlib.md5(text, usedforsecurity=False).hexdigest()
etag = hashlib.md5(response.content).hexdigest()
cache_key = hashlib.md5(query.encode()).hexdigest()
checksum = hashlib.sha1(chunk).hexdigest()
gravatar = hashlib.md5(email.lower().encode()).hexdigest()
shard = int(hashlib.md5(identifier).hexdigest(), 16) % 16
filename = f"{hashlib.sha1(source).hexdigest()}.js"
cipher = padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA1()), algorithm=hashes.SHA1(), label=None)
signed = private.sign(message, padding.PKCS1v15(), hashes.SHA256())
stored = hashlib.md5(password.encode()).hexdigest()
available = "md5" in hashlib.algorithms_available


def checksum_of(path):
    state = hashlib.md5()
    state.update(path.read_bytes())
    return state.hexdigest()


def make_cache_name(key):
    return hashlib.md5(key.encode()).hexdigest()


def sqlite_md5(text):
    return None if text is None else hashlib.md5(text.encode()).hexdigest()

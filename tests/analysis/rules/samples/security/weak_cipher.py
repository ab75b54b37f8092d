import pyDes
from Crypto.Cipher import AES, ARC4, DES, PKCS1_OAEP, PKCS1_v1_5
from Cryptodome.Cipher import Blowfish as Fish
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

cipher = DES.new(key, DES.MODE_CBC, iv)  # hit
cipher = ARC4.new(key)  # hit
cipher = Fish.new(key, Fish.MODE_CBC)  # hit
cipher = AES.new(key, AES.MODE_ECB)  # hit
cipher = AES.new(key)  # hit
cipher = pyDes.triple_des(key)  # hit
cipher = Cipher(algorithms.ARC4(key), mode=None)  # hit
cipher = Cipher(algorithms.TripleDES(key), modes.CBC(iv))  # hit
cipher = Cipher(algorithms.AES(key), modes.ECB())  # hit
cipher = PKCS1_v1_5.new(public)  # hit
secret = public.encrypt(text, padding.PKCS1v15())  # hit

cipher = AES.new(key, AES.MODE_GCM, nonce=nonce)
cipher = AES.new(key, AES.MODE_CBC, iv)
cipher = AES.new(key, mode)
cipher = AES.new(key, **options)
cipher = AES.new(*arguments)
cipher = Cipher(algorithms.AES(key), modes.GCM(nonce))
cipher = Cipher(algorithms.ChaCha20(key, nonce), mode=None)
cipher = PKCS1_OAEP.new(public)
secret = public.encrypt(text, padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None))
signed = private.sign(text, padding.PKCS1v15(), hashes.SHA256())
secret = AESGCM(key).encrypt(nonce, text, None)
secret = Fernet(key).encrypt(text)
if mode == AES.MODE_ECB:
    raise ValueError("ECB shows patterns")


class DES:
    def new(self, key):
        return key

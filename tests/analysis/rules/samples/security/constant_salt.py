import hashlib
import os

import bcrypt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.contrib.auth.hashers import make_password

SALT = b"pepper and salt"

stored = hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)  # hit
stored = hashlib.pbkdf2_hmac("sha256", password, SALT, 600_000)  # hit
stored = hashlib.scrypt(password, salt="fixed".encode(), n=2**14, r=8, p=1)  # hit
stored = bcrypt.hashpw(password, b"$2b$12$abcdefghijklmnopqrstuv")  # hit
stored = make_password(password, salt="shop")  # hit
derive = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=b"", iterations=600_000)  # hit

stored = hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 600_000)
stored = hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
stored = hashlib.scrypt(password, salt=row.salt, n=2**14, r=8, p=1)
stored = bcrypt.hashpw(password, bcrypt.gensalt())
stored = bcrypt.hashpw(password, row.hash)
stored = make_password(password)
stored = make_password(password, salt=None)
signer = TimestampSigner(salt="shop.invitations")
value = signing.dumps(data, salt="shop.invitations")


def derive(password, salt=os.urandom(16)):
    return PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=600_000).derive(password)

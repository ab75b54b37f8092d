import crypt
import hashlib

import bcrypt
from passlib.hash import bcrypt as passlib_bcrypt
from passlib.hash import md5_crypt
from werkzeug.security import generate_password_hash

stored = hashlib.md5(password.encode()).hexdigest()  # hit
stored = hashlib.sha256((salt + request.form["password"]).encode()).hexdigest()  # hit
stored = hashlib.pbkdf2_hmac("sha256", password, salt, 1000)  # hit
stored = bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))  # hit
stored = md5_crypt.hash(password)  # hit
stored = crypt.crypt(password, "ab")  # hit
stored = generate_password_hash(password, method="sha1")  # hit
PASSWORD_HASHERS = [  # hit
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]


class User:
    def set_password(self, raw_password):
        state = hashlib.sha1()  # hit
        state.update(raw_password.encode())
        self.password = state.hexdigest()


stored = hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
stored = hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)
stored = bcrypt.hashpw(password, bcrypt.gensalt())
stored = bcrypt.hashpw(password, bcrypt.gensalt(12))
stored = passlib_bcrypt.hash(password)
stored = generate_password_hash(password)
stored = generate_password_hash(password, method="scrypt")
etag = hashlib.sha256(body).hexdigest()
PREFERRED_PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
rounds = settings.rounds
stored = hashlib.pbkdf2_hmac("sha256", password, salt, rounds)


def is_pwned(password):
    digest = hashlib.sha1(password.encode()).hexdigest()
    return digest in known


def derive_key(password, salt):
    return hashlib.sha256(salt + password).digest()


class Settings:
    PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

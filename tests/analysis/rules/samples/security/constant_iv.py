import os

from Crypto.Cipher import AES, ChaCha20
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

IV = b"\x00" * 16

cipher = AES.new(key, AES.MODE_CBC, b"0123456789abcdef")  # hit
cipher = AES.new(key, AES.MODE_CBC, iv=IV)  # hit
cipher = AES.new(key, AES.MODE_CBC, bytes(16))  # hit
cipher = AES.new(key, AES.MODE_GCM, nonce="static nonce".encode())  # hit
cipher = ChaCha20.new(key=key, nonce=b"12345678")  # hit
cipher = Cipher(algorithms.AES(key), modes.CBC(IV))  # hit
text = AESGCM(key).encrypt(b"twelve bytes", data, None)  # hit

cipher = AES.new(key, AES.MODE_CBC)
cipher = AES.new(key, AES.MODE_CBC, os.urandom(16))
cipher = AES.new(key, AES.MODE_CBC, message[:16])
cipher = AES.new(key, AES.MODE_GCM, nonce=nonce)
cipher = AES.new(key, AES.MODE_ECB)
cipher = ChaCha20.new(key=key)
cipher = Cipher(algorithms.AES(key), modes.CBC(iv))
cipher = Cipher(algorithms.AES(key), modes.GCM(iv, tag))
text = AESGCM(key).decrypt(data[:12], data[12:], None)
text = AESGCM(key).encrypt(os.urandom(12), data, None)


def encrypt(key, data):
    iv = os.urandom(16)
    return iv + AES.new(key, AES.MODE_CBC, iv).encrypt(data)

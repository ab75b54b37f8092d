import paramiko
import rsa as python_rsa
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

BITS = 1024

key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # hit
key = rsa.generate_private_key(65537, BITS)  # hit
key = dsa.generate_private_key(1024)  # hit
key = RSA.generate(512 * 2)  # hit
key = paramiko.RSAKey.generate(1024)  # hit
public, private = python_rsa.newkeys(512)  # hit
key = ec.generate_private_key(ec.SECT163K1())  # hit
key = ec.generate_private_key(curve=ec.SECP192R1)  # hit

key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
key = rsa.generate_private_key(65537, 2048)
key = rsa.generate_private_key(65537, settings.bits)
key = dsa.generate_private_key(3072)
key = RSA.generate(4096)
key = paramiko.RSAKey.generate(bits=3072)
key = paramiko.RSAKey.generate(bits)
key = ec.generate_private_key(ec.SECP256R1())
key = ec.generate_private_key(curve)
key = ed25519.Ed25519PrivateKey.generate()
small = RSA.import_key(text)

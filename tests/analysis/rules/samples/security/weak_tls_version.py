import ssl

from OpenSSL import SSL

context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # hit
context = ssl.SSLContext(protocol=ssl.PROTOCOL_SSLv3)  # hit
context = SSL.Context(SSL.SSLv3_METHOD)  # hit
context.minimum_version = ssl.TLSVersion.TLSv1  # hit
sock = ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_TLSv1_1)  # hit
context.set_ciphers("ALL:!aNULL")  # hit
context.set_ciphers("HIGH:RC4:MEDIUM")  # hit


def connect(host, version=ssl.PROTOCOL_TLSv1):  # hit
    return host, version


context = ssl.create_default_context()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context = ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)
context = SSL.Context(SSL.TLS_METHOD)
context.minimum_version = ssl.TLSVersion.TLSv1_2
context.maximum_version = ssl.TLSVersion.TLSv1_3
context.set_ciphers("ECDHE+AESGCM:!aNULL:!MD5:!RC4")
context.set_ciphers("HIGH:!3DES:!LOW:-NULL")
context.set_ciphers(settings.ciphers)
if context.protocol == ssl.PROTOCOL_TLSv1:
    raise ValueError("too old")
names[ssl.PROTOCOL_TLSv1] = SSL.TLSv1_METHOD
refused = {ssl.PROTOCOL_SSLv3, ssl.PROTOCOL_TLSv1}

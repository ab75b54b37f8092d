import os
from os import getenv


def read(name):
    port = os.getenv("PORT", 8080)  # hit
    debug = os.environ.get("DEBUG", False)  # hit
    five = getenv(5)  # hit
    host = os.getenv("HOST", "127.0.0.1")
    user = os.environ.get("USER")
    none = os.getenv("NONE", None)
    size = int(os.getenv("SIZE", "5"))
    other = os.getenv(name, name)
    plain = {}.get("A", 5)
    return port, debug, five, host, user, none, size, other, plain

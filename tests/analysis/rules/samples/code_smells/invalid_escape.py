import re

DIGITS = re.compile("\d+")  # hit
PATH = "C:\Program Files"  # hit
RAW = re.compile(r"\d+")
DOUBLE = "C:\\Program Files"
LINE = "a\tb\n"
NAME = "\N{BULLET}"
BYTES = b"\x00"

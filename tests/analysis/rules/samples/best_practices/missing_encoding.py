import io
import os
from pathlib import Path


def read(path, mode, options, fd):
    open(path)  # hit
    open(path, "w")  # hit
    open(path, mode="a", newline="")  # hit
    io.open(path)  # hit
    os.fdopen(fd)  # hit
    Path(path).read_text()  # hit
    Path(path).write_text("a")  # hit
    Path(path).open("r")  # hit
    open(path, "rb")
    open(path, mode="wb")
    open(path, mode)
    open(path, "r", -1, "utf-8")
    open(path, encoding="utf-8")
    open(path, **options)
    open(*options)
    Path(path).read_text("utf-8")
    Path(path).write_text("a", encoding="utf-8")
    Path(path).open("rb")
    Path(path).read_bytes()
    path.open()
    os.open(path, os.O_RDONLY)
    path.read_text()

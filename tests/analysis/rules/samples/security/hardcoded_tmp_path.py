import logging
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

LOCK = "/tmp/shop.lock"

with open("/tmp/report.csv", "w") as file:  # hit
    file.write(text)
file = open(LOCK, "x")  # hit
file = open(f"/tmp/{name}.csv", mode="wb")  # hit
file = open("/var/tmp/" + name, "a")  # hit
file = open(os.path.join("/tmp", name), "w")  # hit
os.makedirs("/tmp/shop/cache", exist_ok=True)  # hit
shutil.copy(source, "/tmp/upload.bin")  # hit
database = sqlite3.connect("/tmp/shop.db")  # hit
handler = logging.FileHandler("/tmp/shop.log")  # hit
Path("/tmp/shop.pid").write_text(str(os.getpid()))  # hit

with open("/tmp/report.csv") as file:
    text = file.read()
file = open("/tmp/report.csv", "rb")
file = open("/var/lib/shop/report.csv", "w")
file = open(os.path.join(tempfile.gettempdir(), name), "w")
file = open(path, "w")
shutil.copy("/tmp/upload.bin", target)
exists = os.path.exists("/tmp/shop.pid")
os.remove("/tmp/shop.pid")
parser.add_argument("--folder", default="/tmp/shop")
template = Path("/tmp/shop.pid")
os.makedirs("/tmpfiles/shop", exist_ok=True)
with tempfile.NamedTemporaryFile("w") as file:
    file.write(text)

import os
import stat
from pathlib import Path

WIDE = 0o777

os.chmod(path, 0o777)  # hit
os.chmod(path, WIDE)  # hit
os.chmod(path, 0o666)  # hit
os.chmod(path, stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)  # hit
os.chmod(path, os.stat(path).st_mode | stat.S_IWOTH)  # hit
os.fchmod(handle, mode=0o757)  # hit
Path(path).chmod(0o777)  # hit
os.chmod("/etc/shop/private.key", 0o644)  # hit
key_path.chmod(0o640)  # hit
os.umask(0)  # hit

os.chmod(path, 0o600)
os.chmod(path, 0o644)
os.chmod(path, 0o755)
os.chmod(path, mode)
os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
os.chmod(path, 0o777 & ~umask)
Path(path).chmod(0o700)
key_path.chmod(0o600)
public_key_path.chmod(0o644)
handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
handle = os.open(path, os.O_RDONLY)
handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o666)
old = os.umask(0o077)
os.umask(old)
current = os.umask(0)
os.umask(current)
os.makedirs(path, mode=0o755)
robot.chmod("777")

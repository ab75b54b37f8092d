"""Where the embedded servers' files lie, and which account the servers run as."""

import hashlib
import os
import pwd
import secrets
import shutil
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# A Unix socket's path holds 104 bytes on macOS, 108 on Linux, and Postgres appends its own file name.
LONGEST_SOCKET_FOLDER = 85
SHORT_SOCKET_ROOT = Path("/tmp")  # noqa: S108 - the folder made there is ours alone (0700, owner checked)
HOME_WHEN_UNREACHABLE = Path("/var/lib/hefesto")
LEAST_FREE_BYTES = 20_000_000
FREE_BYTES_FOR_NEW_DATA = 150_000_000
ACCOUNTS_FOR_ROOT = ("postgres", "_postgres", "nobody")


class EmbeddedError(Exception):
    """An embedded server cannot be had; the message is one line for the person at the terminal."""


@dataclass(frozen=True)
class Account:
    """The unprivileged account that servers run as when we are root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Places:
    """The folders of one installation's servers."""

    data_dir: Path
    home: Path
    account: Account | None

    @property
    def postgres(self) -> Path:
        """Postgres' data."""
        return self.home / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's append-only file."""
        return self.home / "valkey"

    @property
    def programs(self) -> Path:
        """Copies of the servers' programs, where the account cannot reach the originals."""
        return self.home / "programs"

    @property
    def password_file(self) -> Path:
        """The database password, in the form that libpq reads by itself."""
        return self.data_dir / "postgres.password"

    @property
    def sockets(self) -> Path:
        """The folder of both servers' sockets."""
        inside = self.home / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        return SHORT_SOCKET_ROOT / f"hefesto-{os.getuid()}-{fingerprint(self.home)}"

    @property
    def valkey_socket(self) -> Path:
        """Valkey's socket."""
        return self.sockets / "valkey.sock"

    @property
    def postgres_socket(self) -> Path:
        """Postgres' socket; the name is Postgres' own."""
        return self.sockets / ".s.PGSQL.5432"


def find_places(data_dir: Path, account: Account | None) -> Places:
    """Tell where things lie for a data folder: always the same answer, and nothing is created."""
    link = data_dir / "home"
    try:
        if link.is_symlink():
            return Places(data_dir, link.readlink(), account)
        if account is None or (data_dir / "postgres").exists() or can_pass(data_dir, account):
            return Places(data_dir, data_dir, account)
    except OSError as error:
        raise EmbeddedError(f"HEFESTO_DATA_DIR: {data_dir} cannot be used: {error.strerror}.") from error
    return Places(data_dir, HOME_WHEN_UNREACHABLE / fingerprint(data_dir), account)


def servers_account() -> Account | None:
    """Return the account that servers run as if not as ourselves: Postgres refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS_FOR_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and there is none of the accounts {', '.join(ACCOUNTS_FOR_ROOT)}:"
        " run as another user, or set DATABASE_URL and REDIS_URL."
    )


def can_pass(data_dir: Path, account: Account) -> bool:
    """Tell whether the account can walk to the data folder; the folder itself may still be missing or empty."""
    above = all(allows(folder, account, 0o1) for folder in data_dir.parents if folder.exists())
    return above and (is_ours_to_open(data_dir) or allows(data_dir, account, 0o1))


def is_ours_to_open(data_dir: Path) -> bool:
    """Tell whether the folder is yet to be made, or was given to us empty, or was opened by us before."""
    return not data_dir.exists() or (data_dir / "servers.lock").exists() or not any(data_dir.iterdir())


def allows(path: Path, account: Account, bits: int) -> bool:
    """Tell whether the account has all of these rwx bits on the path."""
    found = path.stat()
    if found.st_uid == account.uid:
        granted = found.st_mode >> 6
    elif found.st_gid == account.gid:
        granted = found.st_mode >> 3
    else:
        granted = found.st_mode
    return granted & bits == bits


def fingerprint(path: Path) -> str:
    """Return a short name for a path, for use where the path itself is too long."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]


def make_data_dir(data_dir: Path) -> None:
    """Make the data folder, passable for the servers' account when we are root and private otherwise."""
    wanted = 0o711 if os.geteuid() == 0 else 0o700
    try:
        if is_ours_to_open(data_dir):
            data_dir.mkdir(mode=wanted, parents=True, exist_ok=True)
            data_dir.chmod(wanted)
        elif not os.access(data_dir, os.W_OK | os.X_OK):
            raise EmbeddedError(f"HEFESTO_DATA_DIR: {data_dir} cannot be written to.")
    except OSError as error:
        raise EmbeddedError(f"HEFESTO_DATA_DIR: {data_dir} cannot be used: {error.strerror}.") from error


def make_places(places: Places) -> None:
    """Make the servers' folders, each readable by its owner alone."""
    make_data_dir(places.data_dir)
    try:
        if places.home != places.data_dir:
            make_home_elsewhere(places)
        make_private(places.valkey, places.account)
        make_private(places.sockets, places.account)
        check_free_space(places)
    except OSError as error:
        raise EmbeddedError(f"The servers' folder {places.home} cannot be used: {error.strerror}.") from error


def check_free_space(places: Places) -> None:
    """Refuse a full disk here, where it can be said plainly."""
    needed = LEAST_FREE_BYTES if places.postgres.exists() else FREE_BYTES_FOR_NEW_DATA
    if shutil.disk_usage(places.home).free < needed:
        raise EmbeddedError(f"the disk of {places.home} is full: less than {needed // 1_000_000} MB are free.")


def make_home_elsewhere(places: Places) -> None:
    """Make the servers' folder outside of the data folder, which then links to it."""
    link = places.data_dir / "home"
    if not link.is_symlink() and places.home.exists():
        # The data folder was removed: a fresh start is wanted, but data is never deleted here.
        places.home.rename(f"{places.home}.left-{time.time_ns()}")
    for folder in (places.home.parent, places.home):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
    if not link.is_symlink():
        link.symlink_to(places.home)


def make_private(folder: Path, account: Account | None) -> None:
    """Make a folder that only the servers' account may enter; refuse one that somebody else laid there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    owner = account.uid if account else os.getuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.getuid()}:
        raise EmbeddedError(f"{folder} belongs to somebody else.")
    if account:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def secret(data_dir: Path, name: str, template: str = "{}") -> str:
    """Return what the secret file holds; the first call makes it, of 256 random bits, readable by its owner."""
    path = data_dir / name
    try:
        if not path.exists():
            make_data_dir(data_dir)
            write_once(path, template.format(secrets.token_hex(32)) + "\n")
        return path.read_text().strip()
    except OSError as error:
        raise EmbeddedError(f"HEFESTO_DATA_DIR: {path} cannot be used: {error.strerror}.") from error


def write_once(path: Path, content: str) -> None:
    """Write a file of mode 0600 at one stroke; of several processes at once, the first one's content stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
    try:
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()

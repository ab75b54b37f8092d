"""Where the embedded servers' files lie."""

import os
import stat
from pathlib import Path

import pytest

from hefesto_site.embedded import places
from hefesto_site.embedded.places import (
    Account,
    EmbeddedError,
    Places,
    find_places,
    make_home_elsewhere,
    make_places,
    secret,
)

STRANGER = Account("stranger", os.getuid() + 4_000, os.getgid() + 4_000)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where homes lie that cannot lie in their data folder."""
    monkeypatch.setattr(places, "HOME_WHEN_UNREACHABLE", tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Return a folder that only we may pass."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = secret(tmp_path / "data", "key")
    assert secret(tmp_path / "data", "key") == first
    assert len(first) == 64
    assert mode(tmp_path / "data" / "key") == 0o600


def test_of_two_writers_of_a_secret_the_first_one_wins(tmp_path: Path) -> None:
    places.write_once(tmp_path / "key", "first")
    places.write_once(tmp_path / "key", "second")
    assert (tmp_path / "key").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_data_folder_that_is_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(EmbeddedError, match=r"^HEFESTO_DATA_DIR: .*data"):
        secret(tmp_path / "data", "key")


def test_a_long_path_gets_a_short_folder_for_its_sockets(tmp_path: Path) -> None:
    long = Places(tmp_path, tmp_path / ("x" * 120), None)
    assert len(str(long.postgres_socket)) < 104
    assert long.sockets == Places(tmp_path, tmp_path / ("x" * 120), None).sockets
    assert long.sockets != Places(tmp_path, tmp_path / ("y" * 120), None).sockets


def test_a_folder_for_sockets_that_somebody_else_laid_is_refused(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.symlink_to(tmp_path)
    with pytest.raises(EmbeddedError, match="belongs to somebody else"):
        places.make_private(trap, None)


@pytest.mark.parametrize(
    ("given", "bits", "expected"),
    [(0o701, 0o1, True), (0o700, 0o1, False), (0o704, 0o5, False), (0o705, 0o5, True)],
)
def test_an_account_is_allowed_what_the_mode_gives_to_others(
    tmp_path: Path, given: int, bits: int, expected: bool
) -> None:
    tmp_path.chmod(given)
    allowed = places.allows(tmp_path, STRANGER, bits)
    tmp_path.chmod(0o700)
    assert allowed is expected


def test_a_full_disk_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "FREE_BYTES_FOR_NEW_DATA", 10**18)
    with pytest.raises(EmbeddedError, match="is full"):
        make_places(Places(tmp_path, tmp_path, None))


def test_a_data_folder_that_the_account_cannot_reach_keeps_its_servers_elsewhere(elsewhere: Path, closed: Path) -> None:
    found = find_places(closed / "data", STRANGER)
    assert found.home.parent == elsewhere
    assert find_places(closed / "data", None).home == closed / "data"


def test_a_home_elsewhere_is_found_again_and_touches_no_folder_above(elsewhere: Path, closed: Path) -> None:
    (closed / "data").mkdir()
    found = find_places(closed / "data", STRANGER)
    make_home_elsewhere(found)
    assert find_places(closed / "data", STRANGER) == found
    assert mode(closed) == 0o700
    assert mode(found.home) == 0o711


def test_data_kept_elsewhere_is_set_aside_when_its_data_folder_was_removed(elsewhere: Path, closed: Path) -> None:
    (closed / "data").mkdir()
    found = find_places(closed / "data", STRANGER)
    make_home_elsewhere(found)
    (found.home / "postgres").mkdir()
    (closed / "data" / "home").unlink()
    make_home_elsewhere(find_places(closed / "data", STRANGER))
    assert not (found.home / "postgres").exists()
    [left] = elsewhere.glob("*.left-*")
    assert (left / "postgres").exists()

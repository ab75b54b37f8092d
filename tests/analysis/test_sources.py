"""Which files a path stands for, and that nothing outside the workspace is opened or told about."""

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.exceptions import InvalidExcludePattern, InvalidFilePath
from analysis.sources import SourceLimits, Workspace

Write = Callable[..., Path]
_NOBODY = 65534


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace inside a folder that is none of its business."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    (tmp_path / "outside.py").write_text("secret = 1\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.py").write_text("secret = 2\n")
    return folder


@pytest.fixture
def workspace(root: Path) -> Workspace:
    return Workspace(root)


@pytest.fixture
def write(root: Path) -> Write:
    def write_file(path: str, text: str = "x = 1\n") -> Path:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        return place

    return write_file


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder in which this process has no more rights than its owner: root, who may read everything, steps down."""
    folder = Path(tempfile.mkdtemp(prefix="hefesto-"))
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    shutil.rmtree(folder)


def reason_for(workspace: Workspace, path: str) -> str:
    with pytest.raises(InvalidFilePath) as refused:
        workspace.select(path)
    assert refused.value.details["reason"] == refused.value.reason
    with pytest.raises(InvalidFilePath) as unread:
        workspace.read(path)
    assert unread.value.reason == refused.value.reason
    return refused.value.reason


def test_a_file_stands_for_itself(workspace: Workspace, write: Write) -> None:
    write("src/a.py")
    selection = workspace.select("src/a.py")
    assert (selection.path, selection.is_file, selection.files) == ("src/a.py", True, ["src/a.py"])
    assert workspace.read("src/a.py") == b"x = 1\n"


@pytest.mark.parametrize("path", ["", ".", "./", "./."])
def test_no_path_is_the_workspace(workspace: Workspace, write: Write, path: str) -> None:
    write("a.py")
    write("src/b.py")
    selection = workspace.select(path)
    assert (selection.path, selection.is_file, selection.files) == ("", False, ["a.py", "src/b.py"])


@pytest.mark.parametrize("path", ["src", "src/", "./src", "src/.", "src//", "/".join(["."] * 50 + ["src"])])
def test_a_folder_stands_for_the_python_below_it_however_it_is_written(
    workspace: Workspace, write: Write, path: str
) -> None:
    for name in ("src/b.py", "src/deep/er/a.py", "src/window.pyw", "src/stub.pyi", "src/data.json", "other.py"):
        write(name)
    selection = workspace.select(path)
    assert selection.path == "src"
    assert selection.files == ["src/b.py", "src/deep/er/a.py", "src/window.pyw"]
    assert [source.path for source in workspace.sources(selection)] == selection.files
    assert selection.passed_over == {"other_kind": 2}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere.py", "file_not_found"),
        ("a.py/b.py", "file_not_found"),
        ("../outside.py", "outside_workspace"),
        ("src/../a.py", "outside_workspace"),
        ("src/../../outside.py", "outside_workspace"),
        ("..", "outside_workspace"),
        ("/etc/passwd", "outside_workspace"),
        ("//server/share/a.py", "outside_workspace"),
        ("\\\\server\\share\\a.py", "outside_workspace"),
        ("C:\\Windows\\a.py", "outside_workspace"),
        ("c:/a.py", "outside_workspace"),
        ("..\\outside.py", "invalid_path"),
        ("src\\a.py", "invalid_path"),
        ("file:///etc/passwd", "invalid_path"),
        ("https://example.com/a.py", "invalid_path"),
        ("a.py\0", "invalid_path"),
        ("a.py\n", "invalid_path"),
        ("\x1b[31ma.py", "invalid_path"),
        ("%2e%2e/outside.py", "invalid_path"),
        ("..%2foutside.py", "invalid_path"),
        ("%252e%252e%252foutside.py", "invalid_path"),
        ("a.py%00", "invalid_path"),
        ("\uff0e\uff0e/outside.py", "invalid_path"),
        ("\u2025/outside.py", "invalid_path"),
        ("src\uff0fa.py", "invalid_path"),
        ("\ud800.py", "invalid_path"),
        ("a" * 256 + ".py", "invalid_path"),
        ("\u00e4" * 128, "invalid_path"),
        ("a/" * 2100 + "a.py", "invalid_path"),
        ("~/a.py", "file_not_found"),
        ("$HOME/a.py", "file_not_found"),
        ("a" * 250 + ".py", "file_not_found"),
    ],
)
def test_a_path_that_names_nothing_below_the_workspace_is_refused_with_its_reason(
    workspace: Workspace, write: Write, path: str, reason: str
) -> None:
    write("a.py")
    write("src/a.py")
    assert reason_for(workspace, path) == reason


def test_a_refusal_can_be_shown_whatever_the_path_was(workspace: Workspace) -> None:
    with pytest.raises(InvalidFilePath) as refused:
        workspace.select("\ud800" + "x" * 5000)
    assert refused.value.details["path"] == "?" + "x" * 254
    assert (refused.value.code, refused.value.status) == ("INVALID_FILE_PATH", 400)


def test_names_that_only_look_odd_are_files(workspace: Workspace, write: Write) -> None:
    for name in ("with space.py", "-rf.py", "50%.py", "\u00fcml\u00e4ut.py", "...py", "a..b.py", "@file.py"):
        write(name)
        assert workspace.read(name) == b"x = 1\n"
    assert len(workspace.select("").files) == 7


@pytest.mark.parametrize("target", ["../outside.py", "{outside}/outside.py", "../nowhere.py", "/etc/passwd"])
def test_a_link_that_leads_out_is_refused_alike_whether_or_not_something_is_there(
    workspace: Workspace, root: Path, target: str
) -> None:
    (root / "link.py").symlink_to(target.format(outside=root.parent))
    assert reason_for(workspace, "link.py") == "outside_workspace"


@pytest.mark.parametrize("path", ["out/other.py", "out/nowhere.py", "out", "chain/other.py", "deep/out/other.py"])
def test_no_link_to_a_folder_leads_out(workspace: Workspace, root: Path, path: str) -> None:
    (root / "out").symlink_to(root.parent / "elsewhere")
    (root / "chain").symlink_to("out")
    (root / "deep").mkdir()
    (root / "deep" / "out").symlink_to("../../elsewhere")
    assert reason_for(workspace, path) == "outside_workspace"


def test_a_link_that_stays_inside_is_the_file_it_leads_to(workspace: Workspace, root: Path, write: Write) -> None:
    write("src/real.py", "real = 1\n")
    (root / "relative.py").symlink_to("src/real.py")
    (root / "absolute.py").symlink_to(root / "src" / "real.py")
    (root / "folder").symlink_to("src")
    (root / "src" / "up").symlink_to("..")
    for path in ("relative.py", "absolute.py", "folder/real.py", "src/up/relative.py"):
        assert workspace.select(path).files == ["src/real.py"], path
        assert workspace.read(path) == b"real = 1\n"
    assert workspace.select("folder").files == ["src/real.py"]


def test_links_in_circles_lead_nowhere(workspace: Workspace, root: Path) -> None:
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    assert reason_for(workspace, "a/x.py") == "file_not_found"


def test_a_walk_follows_no_link(workspace: Workspace, root: Path, write: Write) -> None:
    write("src/a.py")
    (root / "src" / "out.py").symlink_to(root.parent / "outside.py")
    (root / "src" / "again.py").symlink_to("a.py")
    (root / "src" / "folder").symlink_to(root.parent / "elsewhere")
    (root / "src" / "circle").symlink_to("..")
    selection = workspace.select("src")
    assert selection.files == ["src/a.py"]
    assert selection.passed_over == {"link": 4}


def test_a_workspace_that_is_itself_reached_by_a_link_works(root: Path, write: Write, tmp_path: Path) -> None:
    write("a.py")
    (tmp_path / "alias").symlink_to(root)
    assert Workspace(tmp_path / "alias").select("").files == ["a.py"]


def test_a_pipe_is_refused_at_once(workspace: Workspace, root: Path) -> None:
    os.mkfifo(root / "pipe.py")
    started = time.monotonic()
    assert reason_for(workspace, "pipe.py") == "not_a_regular_file"
    assert time.monotonic() - started < 1


def test_a_socket_is_refused(workspace: Workspace, root: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(root)  # the names of sockets may not be long
        try:
            listening.bind("socket.py")
        finally:
            os.chdir(before)
        assert reason_for(workspace, "socket.py") == "not_a_regular_file"


def test_what_is_no_file_is_told_of_in_a_folder(workspace: Workspace, root: Path, write: Write) -> None:
    write("a.py")
    os.mkfifo(root / "pipe.py")
    selection = workspace.select("")
    assert selection.files == ["a.py"]
    assert [(told.path, told.kind) for told in selection.diagnostics] == [("pipe.py", "not_readable")]


def test_a_device_is_refused(root: Path) -> None:
    assert reason_for(Workspace("/dev"), "null") == "not_a_regular_file"


def test_what_may_not_be_read_is_told_apart_from_what_is_not_there(nobodys_folder: Path) -> None:
    (nobodys_folder / "locked.py").touch(mode=0o200)
    (nobodys_folder / "closed").mkdir(mode=0o300)
    workspace = Workspace(nobodys_folder)
    assert reason_for(workspace, "locked.py") == "not_readable"
    assert reason_for(workspace, "closed/a.py") == "not_readable"
    assert [told.kind for told in workspace.select("").diagnostics] == ["not_readable"]


def test_a_folder_swapped_for_a_link_after_the_look_is_not_followed(
    workspace: Workspace, root: Path, write: Write
) -> None:
    write("src/a.py")
    selection = workspace.select("src")
    (root / "src" / "a.py").unlink()
    (root / "src").rmdir()
    (root / "src").symlink_to(root.parent / "elsewhere")
    assert list(workspace.sources(selection)) == []
    assert [(told.path, told.kind) for told in selection.diagnostics] == [("src/a.py", "not_readable")]


def test_a_file_that_is_gone_when_its_turn_comes_costs_only_itself(workspace: Workspace, write: Write) -> None:
    for name in ("src/a.py", "src/b.py", "src/c.py"):
        write(name)
    selection = workspace.select("src")
    (workspace.root / "src" / "b.py").unlink()
    assert [source.path for source in workspace.sources(selection)] == ["src/a.py", "src/c.py"]
    assert [told.path for told in selection.diagnostics] == ["src/b.py"]


def test_no_descriptor_stays_open(workspace: Workspace, root: Path, write: Write) -> None:
    write("src/deep/a.py")
    (root / "out").symlink_to("../elsewhere")
    before = len(list(Path("/dev/fd").iterdir()))
    for path in ("src/deep/a.py", "src", "nowhere/a.py", "src/deep/a.py/b", "out/other.py"):
        for ask in (workspace.select, workspace.read):
            try:
                ask(path)
            except InvalidFilePath:
                continue
    list(workspace.sources(workspace.select("")))
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_single_file_that_is_not_python_is_analysed_by_nothing_and_told_of(
    workspace: Workspace, write: Write
) -> None:
    for name in ("readme.md", "stub.pyi", "script"):
        write(name)
        selection = workspace.select(name)
        assert selection.files == []
        assert [(told.path, told.kind) for told in selection.diagnostics] == [(name, "unsupported_language")]


def test_an_executable_script_is_python_by_its_first_line(workspace: Workspace, write: Write) -> None:
    write("bin/tool", "#!/usr/bin/env python3\nx = 1\n").chmod(0o755)
    write("bin/shell", "#!/bin/sh\necho python\n").chmod(0o755)
    write("bin/data", "#!/usr/bin/env python3\n").chmod(0o644)
    assert workspace.select("bin").files == ["bin/tool"]
    assert workspace.select("bin/tool").files == ["bin/tool"]
    assert workspace.select("bin/shell").files == []


def test_folders_of_tools_and_environments_are_passed_over(workspace: Workspace, write: Write) -> None:
    write("src/a.py")
    for folder in (".git", ".hg", "__pycache__", ".venv", "venv", ".tox", "node_modules", "site-packages"):
        write(f"{folder}/x.py")
    write("custom-environment/pyvenv.cfg", "")
    write("custom-environment/lib/x.py")
    assert workspace.select("").files == ["src/a.py"]


def test_vendored_folders_are_told_of_where_they_hold_python(workspace: Workspace, write: Write) -> None:
    write("a.py")
    write("_vendor/requests/__init__.py")
    write("static/vendor/jquery.js")
    selection = workspace.select("")
    assert selection.files == ["a.py"]
    assert [(told.path, told.kind) for told in selection.diagnostics] == [("_vendor/", "vendored")]


def test_what_is_passed_over_is_analysed_when_it_is_asked_for_by_name(workspace: Workspace, write: Write) -> None:
    write("_vendor/requests/api.py")
    write(".gitignore", "build/\n")
    write("build/made.py")
    assert workspace.select("_vendor").files == ["_vendor/requests/api.py"]
    assert workspace.select("build").files == ["build/made.py"]
    assert workspace.select("build/made.py").files == ["build/made.py"]
    assert workspace.select("").files == []


def test_gitignores_are_honoured_the_innermost_last(workspace: Workspace, write: Write) -> None:
    write(".gitignore", "*.gen.py\n/build/\nlocal/*\n!local/keep.py\n# comment\n")
    write("src/.gitignore", "!wanted.gen.py\nprivate.py\n")
    for name in ("a.gen.py", "build/x.py", "local/x.py", "local/keep.py", "private.py", "src/wanted.gen.py"):
        write(name)
    for name in ("src/other.gen.py", "src/private.py", "src/build/y.py"):
        write(name)
    assert workspace.select("").files == ["local/keep.py", "private.py", "src/build/y.py", "src/wanted.gen.py"]


def test_gitignores_above_the_folder_asked_for_count(workspace: Workspace, write: Write) -> None:
    write(".gitignore", "*.gen.py\nsrc/made/\n")
    for name in ("src/a.py", "src/a.gen.py", "src/made/b.py"):
        write(name)
    selection = workspace.select("src")
    assert selection.files == ["src/a.py"]
    assert selection.passed_over == {"ignored": 2}


def test_a_gitignore_that_is_broken_or_a_link_harms_nothing(workspace: Workspace, root: Path, write: Write) -> None:
    write("a.py")
    write("src/b.py")
    (root / ".gitignore").write_bytes(b"[z-a].py\n[\nfoo\\\n\xff\xfe\n" + b"*" * 600 + b"\n!\n\n/\n[[a]].py\n")
    (root / "src" / ".gitignore").symlink_to("/etc/passwd")
    assert workspace.select("").files == ["a.py", "src/b.py"]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["tests/"], ["src/a.py", "src/docs/conf.py", "tests.py"]),
        (["docs"], ["src/a.py", "src/tests/t.py", "tests.py", "tests/t.py"]),
        (["/tests"], ["src/a.py", "src/docs/conf.py", "src/tests/t.py", "tests.py"]),
        (["src/tests/"], ["src/a.py", "src/docs/conf.py", "tests.py", "tests/t.py"]),
        (["*.py", "!a.py"], ["src/a.py"]),
        (["**/t.py"], ["src/a.py", "src/docs/conf.py", "tests.py"]),
        (["src/**/conf.py"], ["src/a.py", "src/tests/t.py", "tests.py", "tests/t.py"]),
        (["t?sts.py"], ["src/a.py", "src/docs/conf.py", "src/tests/t.py", "tests/t.py"]),
        (["# tests", " "], ["src/a.py", "src/docs/conf.py", "src/tests/t.py", "tests.py", "tests/t.py"]),
    ],
)
def test_exclude_patterns_are_those_of_a_gitignore(
    workspace: Workspace, write: Write, patterns: list[str], left: list[str]
) -> None:
    for name in ("src/a.py", "src/docs/conf.py", "src/tests/t.py", "tests/t.py", "tests.py"):
        write(name)
    assert sorted(workspace.select("", patterns).files) == left


def test_exclude_patterns_may_be_relative_to_the_folder_asked_for(workspace: Workspace, write: Write) -> None:
    for name in ("src/a.py", "src/unit/t.py", "src/deep/unit/t.py"):
        write(name)
    for pattern in ("/unit", "src/unit/"):
        assert workspace.select("src", [pattern]).files == ["src/a.py", "src/deep/unit/t.py"]


def test_a_named_file_that_is_excluded_is_told_of(workspace: Workspace, write: Write) -> None:
    write("tests/t.py")
    selection = workspace.select("tests/t.py", ["tests/"])
    assert selection.files == []
    assert [told.kind for told in selection.diagnostics] == ["excluded"]


@pytest.mark.parametrize("pattern", ["[a", "[z-a]", "foo\\", "a" * 501, "**/a/**/b/**/c", "[[a]"])
def test_a_pattern_that_cannot_be_matched_safely_is_refused_by_its_place(workspace: Workspace, pattern: str) -> None:
    with pytest.raises(InvalidExcludePattern) as refused:
        workspace.select("", ["tests/", pattern])
    (fault,) = refused.value.details["errors"]
    assert fault["field"] == "exclude_patterns.1"


@pytest.mark.parametrize("pattern", ["*?" * 60 + "b", "*a" * 100 + "z", "**/" + "*a*" * 40, "a*" * 200])
def test_no_pattern_makes_a_walk_hang(workspace: Workspace, write: Write, pattern: str) -> None:
    write("/".join(["a" * 200] * 10 + ["a" * 240 + ".py"]).removeprefix("/"))
    started = time.monotonic()
    workspace.select("", [pattern])
    assert time.monotonic() - started < 1


def test_large_files_are_told_of_and_not_read(root: Path, write: Write) -> None:
    workspace = Workspace(root, limits=SourceLimits(file_bytes=100))
    write("a.py", "x" * 100)
    write("b.py", "x" * 101)
    selection = workspace.select("")
    assert selection.files == ["a.py"]
    assert [(told.path, told.kind) for told in selection.diagnostics] == [("b.py", "too_large")]
    assert [told.kind for told in workspace.select("b.py").diagnostics] == ["too_large"]
    with pytest.raises(InvalidFilePath) as refused:
        workspace.read("b.py")
    assert refused.value.reason == "too_large"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (SourceLimits(files=2), ["a.py", "b.py"]),
        (SourceLimits(total_bytes=12), ["a.py", "b.py"]),
        (SourceLimits(entries=3), []),
    ],
)
def test_what_is_too_much_for_one_analysis_is_cut_and_told_of(
    root: Path, write: Write, limits: SourceLimits, expected: list[str]
) -> None:
    for name in ("a.py", "b.py", "c.py", "d.py"):
        write(name)
    selection = Workspace(root, limits=limits).select("")
    assert selection.files == expected
    assert [told.kind for told in selection.diagnostics] == ["too_many_files"]


def test_a_walk_descends_only_so_far(root: Path, write: Write) -> None:
    write("/".join(["d"] * 5 + ["a.py"]))
    write("/".join(["d"] * 6 + ["b.py"]))
    selection = Workspace(root, limits=SourceLimits(depth=5)).select("")
    assert selection.files == ["d/d/d/d/d/a.py"]
    assert [(told.path, told.kind) for told in selection.diagnostics] == [("d/d/d/d/d/d/", "too_deep")]


def test_names_that_cannot_be_shown_are_told_of(workspace: Workspace, root: Path, write: Write) -> None:
    write("a.py")
    (root / "new\nline.py").write_text("")
    (root / "back\\slash.py").write_text("")
    Path(os.fsdecode(os.fsencode(root) + b"/latin\xe4.py")).write_text("")
    selection = workspace.select("")
    assert selection.files == ["a.py"]
    assert {told.kind for told in selection.diagnostics} == {"unsupported_name"}
    assert len(selection.diagnostics) == 3
    assert all(told.path.isprintable() for told in selection.diagnostics)


def test_a_workspace_that_is_gone_is_not_found(tmp_path: Path) -> None:
    assert reason_for(Workspace(tmp_path / "gone"), "") == "file_not_found"

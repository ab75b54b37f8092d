"""What git is asked, and what a hostile repository cannot make it do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis import revisions
from analysis.revisions import Revision

GIT = shutil.which("git") or "git"
CODE = "".join(f"def function_{number}():\n    return {number}\n\n\n" for number in range(20))


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    return subprocess.run(
        [GIT, *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def commit_all(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "a.py").write_text(CODE)
    (folder / "src" / "other.py").write_text("x = 1\n")
    git(folder, "init", "-q")
    commit_all(folder)
    return folder


def look(workspace: Path, path: str) -> Revision:
    with revisions.checkout(workspace, path) as opened:
        return revisions.revision(opened, path)


def renamed(workspace: Path, path: str, *commits: str) -> dict[str, str]:
    with revisions.checkout(workspace, path) as opened:
        return revisions.renames(opened, path, commits)


def test_a_clean_checkout_tells_commit_and_branch(repository: Path) -> None:
    assert look(repository, "src/a.py") == Revision(git(repository, "rev-parse", "HEAD"), "main", dirty=False)


def test_a_branch_name_may_hold_slashes(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "feature/über")
    assert look(repository, ".").branch == "feature/über"


@pytest.mark.parametrize(
    ("name", "shown"), [(b"f\xff", "f\ufffd"), (b"/".join([b"x" * 200] * 4), ("x" * 200 + "/") * 2 + "x" * 98)]
)
def test_a_branch_name_that_is_no_text_or_endless_can_be_stored(repository: Path, name: bytes, shown: str) -> None:
    git(repository, "checkout", "-q", "-b", os.fsdecode(name))
    assert look(repository, ".").branch == shown


def test_a_detached_head_has_no_branch(repository: Path) -> None:
    git(repository, "checkout", "-q", "--detach")
    assert look(repository, ".").branch == ""
    assert look(repository, ".").commit


def test_a_packed_reference_is_followed(repository: Path) -> None:
    git(repository, "pack-refs", "--all")
    git(repository, "gc", "-q")
    assert look(repository, ".") == Revision(git(repository, "rev-parse", "HEAD"), "main", dirty=False)


def test_dirty_speaks_of_the_path_alone(repository: Path) -> None:
    (repository / "src" / "other.py").write_text("x = 2\n")
    assert look(repository, "src/a.py").dirty is False
    assert look(repository, "src/other.py").dirty is True
    assert look(repository, "src").dirty is True


def test_an_untracked_file_makes_its_folder_dirty_and_an_ignored_one_does_not(repository: Path) -> None:
    (repository / ".gitignore").write_text("*.log\n")
    commit_all(repository)
    (repository / "src" / "run.log").write_text("x")
    assert look(repository, "src").dirty is False
    (repository / "src" / "new.py").write_text("x")
    assert look(repository, "src").dirty is True


def test_the_repositorys_own_exclude_file_counts(repository: Path) -> None:
    (repository / ".git" / "info" / "exclude").write_text("secret.py\n")
    (repository / "src" / "secret.py").write_text("x")
    assert look(repository, "src").dirty is False


def test_a_copied_checkout_whose_index_is_stale_is_not_dirty(repository: Path) -> None:
    for file in (repository / "src").iterdir():
        file.write_bytes(file.read_bytes())
        file.touch()
    assert look(repository, "src").dirty is False


def test_the_index_on_disk_is_never_written(repository: Path) -> None:
    (repository / "src" / "a.py").touch()
    before = (repository / ".git" / "index").read_bytes()
    look(repository, ".")
    assert (repository / ".git" / "index").read_bytes() == before


def test_a_path_with_pathspec_magic_is_taken_literally(repository: Path) -> None:
    folder = repository / ":(top)*"
    folder.mkdir()
    (folder / "[a].py").write_text("x")
    commit_all(repository)
    (repository / "src" / "a.py").write_text("changed")
    assert look(repository, ":(top)*").dirty is False
    assert look(repository, ":(top)*/[a].py").dirty is False


def test_outside_of_git_everything_is_empty(tmp_path: Path) -> None:
    assert look(tmp_path, ".") == Revision()
    assert renamed(tmp_path, ".", "a" * 40) == {}


def test_a_repository_without_a_commit_is_empty(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert look(tmp_path, ".") == Revision()


def test_a_committed_rename_is_told(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "src/a.py", "src/b.py")
    (repository / "src" / "b.py").write_text(CODE + "y = 1\n")
    commit_all(repository)
    assert renamed(repository, "src", before) == {"src/a.py": "src/b.py"}


def test_a_staged_rename_is_told(repository: Path) -> None:
    git(repository, "mv", "src/a.py", "src/b.py")
    assert renamed(repository, ".", git(repository, "rev-parse", "HEAD")) == {"src/a.py": "src/b.py"}


def test_a_file_moved_without_telling_git_is_told(repository: Path) -> None:
    (repository / "src" / "a.py").rename(repository / "src" / "b.py")
    before = git(repository, "status", "--porcelain")
    objects = sorted((repository / ".git" / "objects").rglob("*"))
    assert renamed(repository, "src/b.py", git(repository, "rev-parse", "HEAD")) == {"src/a.py": "src/b.py"}
    assert git(repository, "status", "--porcelain") == before
    assert sorted((repository / ".git" / "objects").rglob("*")) == objects


def test_a_file_moved_to_an_ignored_place_is_not_told(repository: Path) -> None:
    (repository / ".gitignore").write_text("build/\n")
    commit = commit_all(repository)
    (repository / "build").mkdir()
    (repository / "src" / "a.py").rename(repository / "build" / "a.py")
    assert renamed(repository, ".", commit) == {}


def test_the_first_of_several_commits_counts(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "src/a.py", "src/b.py")
    second = commit_all(repository)
    git(repository, "mv", "src/b.py", "src/c.py")
    commit_all(repository)
    assert renamed(repository, ".", second, first) == {"src/b.py": "src/c.py", "src/a.py": "src/c.py"}


@pytest.mark.parametrize("commit", ["", "HEAD", "--output=/tmp/x", "f" * 40, "zz", "0" * 64])
def test_a_commit_that_is_not_there_has_no_renames(repository: Path, commit: str) -> None:
    assert renamed(repository, ".", commit) == {}


def test_paths_stay_relative_to_a_workspace_below_the_repository(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "src/a.py", "src/b.py")
    git(repository, "mv", "src/other.py", "other.py")
    assert renamed(repository / "src", ".", before) == {"a.py": "b.py"}
    assert look(repository / "src", "b.py").dirty is True


def test_paths_stay_relative_to_a_workspace_above_the_repository(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "src/a.py", "src/b.py")
    assert renamed(repository.parent, "workspace/src", before) == {"workspace/src/a.py": "workspace/src/b.py"}


def test_a_linked_work_tree_is_read(repository: Path) -> None:
    git(repository, "worktree", "add", "-q", "-b", "side", str(repository / "side"))
    assert look(repository, "side/src") == Revision(git(repository, "rev-parse", "HEAD"), "side", dirty=False)


def test_a_sha256_repository_is_read(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    (tmp_path / "a.py").write_text(CODE)
    before = commit_all(tmp_path)
    git(tmp_path, "mv", "a.py", "b.py")
    assert look(tmp_path, ".") == Revision(before, "main", dirty=True)
    assert renamed(tmp_path, ".", before) == {"a.py": "b.py"}


def test_a_git_file_that_leads_out_of_the_workspace_is_not_followed(repository: Path, tmp_path: Path) -> None:
    inside = tmp_path / "other" / "package"
    inside.mkdir(parents=True)
    (inside / ".git").write_text(f"gitdir: {repository / '.git'}\n")
    assert look(tmp_path / "other", "package") == Revision()
    (inside / ".git").unlink()
    (inside / ".git").symlink_to(repository / ".git")
    assert look(tmp_path / "other", "package") == Revision()


def test_objects_that_lie_outside_the_workspace_are_not_borrowed(repository: Path, tmp_path: Path) -> None:
    package = tmp_path / "other" / "package"
    package.mkdir(parents=True)
    git(package, "init", "-q")
    (package / ".git" / "commondir").write_text(str(repository / ".git"))
    assert look(tmp_path / "other", "package") == Revision()


@pytest.mark.parametrize(
    ("key", "attribute"),
    [
        ("core.fsmonitor", ""),
        ("core.pager", ""),
        ("core.sshCommand", ""),
        ("diff.external", ""),
        ("filter.evil.clean", "*.py filter=evil"),
        ("filter.evil.process", "*.py filter=evil"),
        ("diff.evil.textconv", "*.py diff=evil"),
        ("diff.evil.command", "*.py diff=evil"),
    ],
)
def test_programs_that_a_repository_names_never_run(repository: Path, key: str, attribute: str) -> None:
    mark = repository.parent / "ran"
    program = repository.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    before = git(repository, "rev-parse", "HEAD")
    (repository / ".gitattributes").write_text(f"{attribute}\n")
    git(repository, "mv", "src/a.py", "src/b.py")
    (repository / "src" / "b.py").write_text(CODE + "y = 1\n")
    git(repository, "config", key, str(program))
    assert look(repository, ".").dirty is True
    assert renamed(repository, ".", before) == {"src/a.py": "src/b.py"}
    assert not mark.exists()


def test_hooks_never_run(repository: Path) -> None:
    mark = repository.parent / "ran"
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"):
        hook = repository / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
        hook.chmod(0o755)
    (repository / "src" / "a.py").touch()
    look(repository, ".")
    assert not mark.exists()


def test_a_broken_index_leaves_dirty_unknown(repository: Path) -> None:
    (repository / ".git" / "index").write_bytes(b"nonsense")
    assert look(repository, ".") == Revision(git(repository, "rev-parse", "HEAD"), "main", dirty=None)

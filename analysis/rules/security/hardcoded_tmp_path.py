"""A file with a fixed name is written below a folder that every user can write to.

In `/tmp`, another user can put a link of that name there first: the program then overwrites what the link points at,
or reads what the other wrote. Reported is writing; reading there, and names that `tempfile` made, are silent.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import argument, method_calls
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

SHARED: Final = ("/tmp/", "/var/tmp/", "/dev/shm/")  # noqa: S108
OPENING: Final = (
    "open",
    "io.open",
    "codecs.open",
    "gzip.open",
    "bz2.open",
    "lzma.open",
    "zipfile.ZipFile",
    "tarfile.open",
)
WRITING: Final = {
    **dict.fromkeys(("os.mkdir", "os.makedirs", "sqlite3.connect", "logging.FileHandler", "shelve.open"), 0),
    **dict.fromkeys(("shutil.copy", "shutil.copyfile", "shutil.copy2", "shutil.move", "os.rename", "os.replace"), 1),
}
METHODS: Final = ("write_text", "write_bytes", "touch", "mkdir")
PATHS: Final = frozenset({"pathlib.Path", "pathlib.PosixPath", "Path"})


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.8,
    cwe=379,
    recommendation="Let the system choose: `tempfile.NamedTemporaryFile()` or `tempfile.TemporaryDirectory()`.",
    aliases=("S108", "B108"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at what is written, and where."""
    if module.is_test or not any(folder in module.text for folder in SHARED):
        return
    for call, path in _written(module):
        if (text := _start_of(path, module)) and text.startswith(SHARED):
            yield Hit(call, f"`{text}` is written in a folder that every user can write to.")


def _written(module: Module) -> Iterator[tuple[ast.Call, ast.expr | None]]:
    """The calls that write, each with the path it writes to."""
    for call in module.calls_to(*OPENING):
        mode = constant(argument(call, "mode", 1), module)
        if isinstance(mode, str) and not {"w", "a", "x", "+"}.isdisjoint(mode):
            yield call, argument(call, "file", 0)
    for name, position in WRITING.items():
        for call in module.calls_to(name):
            yield call, argument(call, None, position)
    for call in method_calls(module, *METHODS):
        if isinstance(call.func, ast.Attribute):
            yield call, call.func.value


def _start_of(path: ast.expr | None, module: Module) -> str | None:
    """What a path begins with, as far as it is constant."""
    if isinstance(path, ast.Call) and path.args:
        name = module.dotted(path.func)
        first = _start_of(path.args[0], module) if name in PATHS or name == "os.path.join" else None
        return f"{first}/" if first and len(path.args) > 1 and not first.endswith("/") else first
    if isinstance(path, ast.JoinedStr) and path.values:
        return _start_of(path.values[0], module)
    if isinstance(path, ast.BinOp) and isinstance(path.op, ast.Add | ast.Div | ast.Mod):
        first = _start_of(path.left, module)
        return f"{first}/" if first and isinstance(path.op, ast.Div) else first
    known = constant(path, module)
    return known if isinstance(known, str) else None

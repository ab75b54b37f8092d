"""A text file is opened in whatever encoding the machine prefers.

The same program then reads other characters on Windows than on Linux. Covered are `open`, `io.open`, `os.fdopen`,
`tempfile`'s text files, and `read_text`, `write_text` and `open` of a `Path(...)` made on the spot. Test code is left
alone.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

# The positions of the mode and the encoding among the arguments; None: there is no mode.
_OPENERS: Final[dict[str, tuple[int | None, int]]] = {
    "open": (1, 3),
    "io.open": (1, 3),
    "builtins.open": (1, 3),
    "os.fdopen": (1, 3),
}
_PATH_METHODS: Final[dict[str, tuple[int | None, int]]] = {
    "open": (0, 2),
    "read_text": (None, 0),
    "write_text": (None, 1),
}


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.9,
    recommendation='Name the encoding: `encoding="utf-8"`.',
    aliases=("PLW1514", "W1514", "EncodingWarning"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for files opened as text with no encoding named."""
    if module.is_test:
        return
    for name, positions in _OPENERS.items():
        for call in module.calls_to(name):
            if _lacks_encoding(call, *positions):
                yield Hit(call, f"`{name}` uses the encoding that the machine prefers.")
    for made in module.calls_to("pathlib.Path"):
        attribute = module.parents[made]
        call_around = module.parents.get(attribute)
        if isinstance(attribute, ast.Attribute) and isinstance(call_around, ast.Call):
            known = _PATH_METHODS.get(attribute.attr)
            if known and _lacks_encoding(call_around, *known):
                yield Hit(call_around, f"`{attribute.attr}` uses the encoding that the machine prefers.")


def _lacks_encoding(call: ast.Call, mode_at: int | None, encoding_at: int) -> bool:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    if "encoding" in keywords or len(call.args) > encoding_at:
        return False
    if mode_at is None:
        return True
    mode = keywords.get("mode") or (call.args[mode_at] if len(call.args) > mode_at else None)
    return mode is None or (isinstance(mode, ast.Constant) and isinstance(mode.value, str) and "b" not in mode.value)

"""A file is opened and never closed for sure.

Reported is `open()` used on the spot (`open(path).read()`, `json.load(open(path))`), and a local variable that the
function neither closes, nor hands on, nor uses in a `with`. Where an exception comes in between, even a file that is
closed later stays open; a `with` closes it always.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.names import reads
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_OPENERS = (
    *("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "tarfile.open", "os.fdopen"),
    *("zipfile.ZipFile", "tempfile.TemporaryFile", "pathlib.Path.open"),
)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.9,
    recommendation="Write `with open(...) as file:`; for whole files `Path(...).read_text()` closes by itself.",
    cwe=772,
    aliases=("SIM115", "R1732"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at what happens to each opened file."""
    for call in module.calls_to(*_OPENERS):
        parent = module.parents[call]
        if isinstance(parent, ast.Attribute) and parent.attr != "close":
            yield Hit(call, f"The file is used on the spot, by `.{parent.attr}`, and left for the collector to close.")
        elif isinstance(parent, ast.Call) and call in parent.args and _only_reads(parent, module):
            yield Hit(call, "The file is passed on the spot, and nobody can close it.")
        elif isinstance(parent, ast.Assign) and _is_dropped(parent, module):
            yield Hit(call, "The file is neither closed here nor handed on.")


def _only_reads(call: ast.Call, module: Module) -> bool:
    """Whether a function is known to leave closing to its caller."""
    name = module.dotted(call.func) or ""
    return name.endswith((".load", ".dump", ".safe_load", ".reader", ".DictReader")) or name in {"list", "set", "sum"}


def _is_dropped(statement: ast.Assign, module: Module) -> bool:
    """Whether a local variable with a file is only ever used through its methods, and `close` is not among them."""
    target = statement.targets[0]
    function = module.function_of(statement)
    if not isinstance(target, ast.Name) or len(statement.targets) != 1 or function is None:
        return False
    uses = [node for node in reads(module).get(target.id, ()) if function in module.ancestors(node)]
    return all(_is_plain_use(node, module) for node in uses)


def _is_plain_use(node: ast.Name, module: Module) -> bool:
    parent = module.parents[node]
    if isinstance(parent, ast.Attribute):
        return parent.attr not in {"close", "__exit__", "detach"} and isinstance(module.parents[parent], ast.Call)
    return isinstance(parent, ast.For | ast.comprehension) and parent.iter is node

"""A name is imported and never used.

Uses in strings count where they are annotations or part of `__all__`. Left alone are imports that are there for
others or for their effect: in `__init__.py`, written `import x as x`, below `try` with a handler of `ImportError`, in
a `ready()` method, of `__future__`, and all of a file that reads names by `eval`, `exec`, `globals` or `locals`.
"""

import ast
import re
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.names import reads
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_DYNAMIC = ("eval", "exec", "globals", "locals", "vars")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_TRIED = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_LONGEST = 200  # characters: no annotation is longer, and no prose is worth splitting
_TYPE_COMMENT = re.compile(r"#\s*type:\s*([^#\n]+)")
_WORD = re.compile(r"\w+")


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.95,
    recommendation="Delete the import; where others import the name from here, list it in `__all__`.",
    cwe=1164,
    aliases=("F401", "W0611"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for imported names that nothing in the file reads."""
    if module.path.endswith("__init__.py"):
        return
    unread = [found for found in _imported(module) if not _is_read(*found, module)]
    if not unread or any(module.calls_to(*_DYNAMIC)):
        return
    named = _names_in_strings({name for _, name in unread}, module)
    for alias, name in unread:
        if name not in named and not _is_there_for_its_effect(alias, module):
            yield Hit(alias, f"`{alias.asname or alias.name}` is imported and never used.")


def _imported(module: Module) -> Iterator[tuple[ast.alias, str]]:
    """What is imported, and the name it gets; not what is imported to be imported from here."""
    for node in module.nodes(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            continue
        for alias in node.names:
            if alias.name not in {"*", alias.asname}:
                yield alias, alias.asname or alias.name.split(".", 1)[0]


def _is_read(alias: ast.alias, name: str, module: Module) -> bool:
    """Whether something reads the name; for an import in a function, something in that function."""
    found = reads(module).get(name)
    if not found:
        return False
    function = next((around for around in module.ancestors(alias) if isinstance(around, _FUNCTIONS)), None)
    return function is None or function in _readers(name, module)


def _readers(name: str, module: Module) -> frozenset[ast.AST]:
    """Everything that encloses a place where the name is read."""
    known = module.memo(_no_readers_yet)
    if name not in known:
        known[name] = frozenset(around for node in reads(module)[name] for around in module.ancestors(node))
    return known[name]


def _no_readers_yet(_: Module) -> dict[str, frozenset[ast.AST]]:
    return {}


def _names_in_strings(wanted: set[str], module: Module) -> set[str]:
    """Which of the names stand in strings that are code: annotations, `__all__`, type comments."""
    found: set[str] = set()
    for node in module.nodes(ast.Constant):
        if isinstance(node.value, str) and len(node.value) <= _LONGEST:
            words = wanted.intersection(_WORD.findall(node.value))
            if words and _stands_for_code(node, module):
                found |= words
    for comment in _TYPE_COMMENT.findall(module.text):
        found |= wanted.intersection(_WORD.findall(comment))
    return found


def _stands_for_code(node: ast.AST, module: Module) -> bool:
    inner = node
    for around in module.ancestors(node):
        if isinstance(around, ast.arg):
            return True
        if isinstance(around, ast.AnnAssign):
            return around.annotation is inner or _is_export(around.target)
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
            return around.returns is inner
        if isinstance(around, ast.Call) and _is_typing(around, module):
            return True
        if isinstance(around, ast.stmt):
            return _exports(around)
        inner = around
    return False


def _is_typing(call: ast.Call, module: Module) -> bool:
    name = module.dotted(call.func) or ""
    return name.rpartition(".")[2] in {"cast", "TypeVar", "ForwardRef", "NewType", "TypedDict", "NamedTuple"}


def _exports(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Name) and _is_export(node) for node in ast.walk(statement))


def _is_export(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


def _is_there_for_its_effect(alias: ast.alias, module: Module) -> bool:
    for around in module.ancestors(alias):
        if isinstance(around, ast.Try) and any(_handles_absence(handler) for handler in around.handlers):
            return True
        if isinstance(around, ast.With) and "ImportError" in ast.unparse(around.items[0]):
            return True
        if isinstance(around, ast.FunctionDef) and around.name == "ready":
            return True
    return False


def _handles_absence(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in _TRIED) for kind in kinds)

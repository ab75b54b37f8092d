"""One parsed Python file and what rules ask about it: parents, enclosing scopes, imported names."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import TypeVar, cast, overload

from analysis.engine.grammar import FIELDS

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
A = TypeVar("A", bound=ast.AST)
B = TypeVar("B", bound=ast.AST)
C = TypeVar("C", bound=ast.AST)
N = TypeVar("N", bound=ast.AST)
T = TypeVar("T")
_LINE_END = re.compile(r"\r\n|\r|\n")  # what Python's tokenizer counts; str.splitlines knows more


class Module:
    """A parsed file, walked once."""

    def __init__(self, path: str, text: str, tree: ast.Module) -> None:
        self.path = path  # POSIX, relative to the workspace
        self.text = text
        self.tree = tree
        self.parents: dict[ast.AST, ast.AST] = {}
        self._by_type: dict[type[ast.AST], list[ast.AST]] = {kind: [] for kind in FIELDS}
        self._memos: dict[Callable[[Module], object], object] = {}
        self._failures: dict[Callable[[Module], object], Exception] = {}
        self._walk()

    def _walk(self) -> None:
        """Visit every node but contexts and operators, which the parser shares and which thus have no parent."""
        by_type, parents = self._by_type, self.parents
        queue: list[ast.AST] = [self.tree]
        push = queue.append
        for node in queue:  # grows while it is read: breadth first
            kind = node.__class__
            by_type[kind].append(node)
            single, several = FIELDS[kind]
            for name in single:
                if (child := getattr(node, name)) is not None:
                    parents[child] = node
                    push(child)
            for name in several:
                for child in getattr(node, name):
                    if child is not None:
                        parents[child] = node
                        push(child)

    def memo(self, function: "Callable[[Module], T]") -> T:
        """What `function(module)` returns, worked out once: how rules share an index or an analysis of the file."""
        if function in self._failures:
            raise self._failures[function]
        if function not in self._memos:
            try:
                self._memos[function] = function(self)
            except Exception as error:
                self._failures[function] = error  # many rules may ask; what fails once would fail for each
                raise
        return cast("T", self._memos[function])

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line n of the file is `lines[n - 1]`."""
        return _LINE_END.split(self.text) if "\r" in self.text else self.text.split("\n")  # the fast way, mostly

    @overload
    def nodes(self, kind: type[A], /) -> Iterator[A]: ...
    @overload
    def nodes(self, kind: type[A], kind2: type[B], /) -> Iterator[A | B]: ...
    @overload
    def nodes(self, kind: type[A], kind2: type[B], kind3: type[C], /) -> Iterator[A | B | C]: ...
    @overload
    def nodes(self, *types: type[N]) -> Iterator[N]: ...
    def nodes(self, *types: type[ast.AST]) -> Iterator[ast.AST]:
        """Every node of exactly these types, outer before inner; contexts and operators are not kept."""
        if len(types) == 1:
            return iter(self._by_type.get(types[0], ()))
        return chain.from_iterable([self._by_type.get(kind, ()) for kind in types])

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around a node, innermost first, ending with the module."""
        parents = self.parents
        while (parent := parents.get(node)) is not None:
            yield parent
            node = parent

    def function_of(self, node: ast.AST) -> FunctionNode | None:
        """The innermost function whose body holds the node; the node itself does not count."""
        return next((a for a in self.ancestors(node) if isinstance(a, FunctionNode)), None)

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        """The innermost class around the node."""
        return next((a for a in self.ancestors(node) if isinstance(a, ast.ClassDef)), None)

    def qualified_name(self, node: FunctionNode | ast.ClassDef) -> str:
        """`Outer.method.inner`: a definition's name with those around it."""
        around = [a.name for a in self.ancestors(node) if isinstance(a, FunctionNode | ast.ClassDef)]
        return ".".join([*reversed(around), node.name])

    @cached_property
    def imports(self) -> dict[str, str]:
        """Local name to dotted origin, from every import of the file: `np` to `numpy`, `run` to `subprocess.run`."""
        return dict(chain(self._plain_imports(), self._from_imports()))

    def _plain_imports(self) -> Iterable[tuple[str, str]]:
        for node in self.nodes(ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else ((root := alias.name.split(".")[0]), root)

    def _from_imports(self) -> Iterable[tuple[str, str]]:
        for node in self.nodes(ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            for alias in node.names:
                yield alias.asname or alias.name, f"{prefix}.{alias.name}" if prefix.strip(".") else prefix + alias.name

    def dotted(self, node: ast.AST) -> str | None:
        """The dotted name an expression stands for, imports resolved: `sp.run` to `subprocess.run`; None if it is none.

        A name that is not imported stands for itself (`open`, `self.cursor.execute`).
        """
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        parts.append(self.imports.get(node.id, node.id))
        return ".".join(reversed(parts))

    @cached_property
    def calls(self) -> dict[str, list[ast.Call]]:
        """Every call of a dotted name, by that name with imports resolved; one lookup instead of a look at each call."""
        found: dict[str, list[ast.Call]] = {}
        for node in self.nodes(ast.Call):
            if name := self.dotted(node.func):
                found.setdefault(name, []).append(node)
        return found

    def calls_to(self, *names: str) -> Iterator[ast.Call]:
        """The calls of functions by their dotted names: `calls_to("pickle.loads", "pickle.load")`."""
        return chain.from_iterable(self.calls.get(name, ()) for name in names)

    @cached_property
    def is_test(self) -> bool:
        """Whether the file is test code by the usual names: `tests/…`, `test_*.py`, `*_test.py`, `conftest.py`."""
        *folders, name = self.path.split("/")
        return (
            any(folder in {"test", "tests", "testing"} for folder in folders)
            or name.startswith("test_")
            or name.endswith("_test.py")
            or name in {"tests.py", "conftest.py"}
        )

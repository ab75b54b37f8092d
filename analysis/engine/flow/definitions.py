"""The functions and classes of one file, and which of them a name means."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.engine.module import FunctionNode, Module

MOST_BASES = 30
Scope = FunctionNode | ast.ClassDef | ast.Module


@dataclass(slots=True, eq=False)
class Function:
    """A function or a lambda expression."""

    node: FunctionNode | ast.Lambda
    name: str
    owner: "Class | None" = None
    outer: "Function | None" = None
    nested: "dict[str, Function]" = field(default_factory=dict)

    @property
    def parameters(self) -> list[ast.arg]:
        """Every parameter but `*args` and `**kwargs`, in their order."""
        arguments = self.node.args
        return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]

    @property
    def defaults(self) -> dict[str, ast.expr]:
        """The default values by their parameters."""
        arguments = self.node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        values = dict(zip((p.arg for p in reversed(positional)), reversed(arguments.defaults), strict=False))
        for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                values[parameter.arg] = default
        return values

    @property
    def decorators(self) -> list[ast.expr]:
        """The decorators; a lambda has none."""
        return [] if isinstance(self.node, ast.Lambda) else self.node.decorator_list

    @property
    def is_classmethod(self) -> bool:
        """Whether the first parameter is the class."""
        return any(isinstance(item, ast.Name) and item.id == "classmethod" for item in self.decorators)

    @property
    def is_bound(self) -> bool:
        """Whether the first parameter is the object or the class."""
        return self.owner is not None and not any(
            isinstance(item, ast.Name) and item.id == "staticmethod" for item in self.decorators
        )

    @property
    def is_private(self) -> bool:
        """Whether by its name or place nothing outside the file is meant to call it."""
        return self.outer is not None or (self.name.startswith("_") and not self.name.endswith("__"))


@dataclass(slots=True, eq=False)
class Class:
    """A class with its methods and the values in its body."""

    node: ast.ClassDef
    name: str
    bases: tuple[str, ...]  # dotted
    methods: dict[str, Function] = field(default_factory=dict)
    values: dict[str, ast.expr] = field(default_factory=dict)
    fields: dict[str, ast.expr] = field(default_factory=dict)  # annotations


@dataclass(slots=True, eq=False)
class Definitions:
    """What a file defines, by name and by node."""

    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    by_node: dict[ast.AST, Function] = field(default_factory=dict)
    values: dict[str, list[ast.expr]] = field(default_factory=dict)  # assignments at the top level
    changed: frozenset[str] = frozenset()  # names that some function declares `global`
    _lines: dict[Class, list[Class]] = field(default_factory=dict)

    def find(self, name: str, inside: Function | None) -> Function | None:
        """The function that a name means inside another function."""
        scope = inside
        while scope is not None:
            if name in scope.nested:
                return scope.nested[name]
            scope = scope.outer
        return self.functions.get(name)

    def method(self, definition: Class, name: str) -> Function | None:
        """A method of a class or of those it inherits from in the file."""
        return next((known.methods[name] for known in self.line(definition) if name in known.methods), None)

    def value(self, definition: Class, name: str) -> ast.expr | None:
        """What a name in the body of a class, or of its bases, is set to."""
        return next((known.values[name] for known in self.line(definition) if name in known.values), None)

    def lineage(self, definition: Class) -> frozenset[str]:
        """The last names of all classes that a class inherits from, as far as the file tells."""
        return frozenset(base.rsplit(".", 1)[-1] for known in self.line(definition) for base in known.bases)

    def line(self, definition: Class) -> list[Class]:
        """The class and the classes of the file that it inherits from, nearest first."""
        known = self._lines.get(definition)
        if known is None:
            known = self._lines[definition] = [definition]
            for member in known:  # grows while it is read
                bases = (self.classes[base] for base in member.bases if base in self.classes)
                known += [base for base in bases if base not in known][: MOST_BASES - len(known)]
        return known


def definitions(module: Module) -> Definitions:
    """Index a file; cached with `module.memo`."""
    result = Definitions(changed=frozenset(name for node in module.nodes(ast.Global) for name in node.names))
    classes = {node: _class(node, module) for node in module.nodes(ast.ClassDef)}
    functions: list[FunctionNode] = [*module.nodes(ast.FunctionDef), *module.nodes(ast.AsyncFunctionDef)]
    for node in functions:
        result.by_node[node] = Function(node, node.name)
    for node in functions:
        _place(result, classes, result.by_node[node], _scope(node, module))
    for definition in classes.values():
        result.classes.setdefault(definition.name, definition)
    for statement in module.tree.body:
        for name, value in _assigned(statement):
            result.values.setdefault(name, []).append(value)
    return result


def _place(result: Definitions, classes: dict[ast.ClassDef, Class], function: Function, scope: Scope) -> None:
    if isinstance(scope, ast.ClassDef):
        function.owner = classes[scope]
        function.owner.methods[function.name] = function
    elif isinstance(scope, ast.Module):
        result.functions[function.name] = function
    else:
        function.outer = result.by_node[scope]
        function.outer.nested[function.name] = function


def _scope(node: ast.AST, module: Module) -> Scope:
    return next((a for a in module.ancestors(node) if isinstance(a, Scope)), module.tree)


def _class(node: ast.ClassDef, module: Module) -> Class:
    bases = tuple(name for base in node.bases if (name := module.dotted(_without_arguments(base))))
    definition = Class(node, node.name, bases)
    for statement in node.body:
        for name, value in _assigned(statement):
            definition.values[name] = value
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            definition.fields[statement.target.id] = statement.annotation
    return definition


def _without_arguments(base: ast.expr) -> ast.expr:
    return base.value if isinstance(base, ast.Subscript) else base


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name):
                yield target.id, statement.value
    elif (
        isinstance(statement, ast.AnnAssign) and statement.value is not None and isinstance(statement.target, ast.Name)
    ):
        yield statement.target.id, statement.value

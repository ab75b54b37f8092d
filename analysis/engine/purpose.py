"""What the names around an expression say it is for."""

import ast
from collections.abc import Iterable, Iterator

from analysis.engine.module import FunctionNode, Module
from analysis.engine.words import words


def identifiers(node: ast.AST) -> Iterator[str]:
    """The names of variables, attributes and constant keys in an expression."""
    for inner in ast.walk(node):  # of one expression, never of a file
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.Subscript) and isinstance(inner.slice, ast.Constant):
            yield str(inner.slice.value)


def words_in(node: ast.AST) -> frozenset[str]:
    """The words of all names in an expression."""
    return _words(identifiers(node))


def words_around(node: ast.AST, module: Module) -> frozenset[str]:
    """The words of the names that an expression's value gets: a target's, a keyword's, a key's, the function's."""
    return _words(_names_around(node, module))


def words_of_uses(node: ast.AST, module: Module) -> frozenset[str]:
    """The words of the names that a value gets after it was kept in a local variable."""
    function, variable = module.function_of(node), _variable(node, module)
    if variable is None:
        return frozenset()
    uses = (
        use
        for use in module.nodes(ast.Name)
        if use.id == variable and isinstance(use.ctx, ast.Load) and module.function_of(use) is function
    )
    return _words(name for use in uses for name in _names_up_to_statement(use, module))


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in words(name))


def _variable(node: ast.AST, module: Module) -> str | None:
    """The plain variable that the statement around the expression assigns."""
    for ancestor in module.ancestors(node):
        if isinstance(ancestor, ast.Assign) and isinstance(ancestor.targets[0], ast.Name):
            return ancestor.targets[0].id
        if isinstance(ancestor, ast.stmt):
            return None
    return None


def _names_around(node: ast.AST, module: Module) -> Iterator[str]:
    yield from _names_up_to_statement(node, module)
    function = module.function_of(node)
    if isinstance(function, FunctionNode):
        yield function.name


def _names_up_to_statement(node: ast.AST, module: Module) -> Iterator[str]:
    child = node
    for ancestor in module.ancestors(node):
        yield from _given_by(ancestor, child)
        if isinstance(ancestor, ast.stmt):
            return
        child = ancestor


def _given_by(ancestor: ast.AST, child: ast.AST) -> Iterator[str]:
    """The names that a node gives to the value of one of its children."""
    if isinstance(ancestor, ast.keyword):
        yield ancestor.arg or ""
    elif isinstance(ancestor, ast.Dict):
        yield from _keys_of(ancestor, child)
    elif isinstance(ancestor, ast.Call) and child is not ancestor.func:
        yield from _name_of_call(ancestor)
    elif isinstance(ancestor, ast.Compare):
        yield from (
            name for side in (ancestor.left, *ancestor.comparators) if side is not child for name in identifiers(side)
        )
    elif isinstance(ancestor, ast.Assign):
        yield from (name for target in ancestor.targets for name in identifiers(target))
    elif isinstance(ancestor, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
        yield from identifiers(ancestor.target)


def _keys_of(dictionary: ast.Dict, child: ast.AST) -> Iterator[str]:
    for key, value in zip(dictionary.keys, dictionary.values, strict=True):
        if value is child and isinstance(key, ast.Constant):
            yield str(key.value)


def _name_of_call(call: ast.Call) -> Iterator[str]:
    """The called name, and the constant texts beside the value: the name of a cookie, the key of a cache."""
    if isinstance(call.func, ast.Attribute):
        yield call.func.attr
    elif isinstance(call.func, ast.Name):
        yield call.func.id
    yield from (a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))

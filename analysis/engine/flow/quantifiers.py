"""What `any(…)` and `all(…)` over the characters of a text show."""

import ast

from analysis.engine.flow import guards
from analysis.engine.flow.shapes import Items
from analysis.engine.flow.values import VARIABLE, Facts, Marks, Value

Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp


def facts(node: Comprehension, of_element: Facts, iterated: Value, looked_into: Value) -> Facts:
    """What is known where the element is true for all, and where it is true for none."""
    target = node.generators[0].target
    if not isinstance(target, ast.Name):
        return guards.NOTHING
    return _all_allowed(target.id, of_element, iterated), _none_found(node.elt, target.id, iterated, looked_into)


def _all_allowed(target: str, of_element: Facts, iterated: Value) -> Marks:
    """`all(c in ALLOWED for c in text)`."""
    mask = dict(of_element[0]).get(f"{VARIABLE}{target}", 0)
    return guards.marks(iterated, mask) if mask else ()


def _none_found(element: ast.expr, target: str, iterated: Value, looked_into: Value) -> Marks:
    """`not any(c in text for c in FORBIDDEN)`."""
    if not isinstance(element, ast.Compare) or not isinstance(element.ops[0], ast.In):
        return ()
    if not isinstance(element.left, ast.Name) or element.left.id != target:
        return ()
    return guards.marks(looked_into, guards.absent(_texts(iterated)))


def _texts(value: Value) -> list[str]:
    """The constant texts that are iterated over."""
    if isinstance(value.const, str):
        return list(value.const[:100])
    items = value.shape.items if isinstance(value.shape, Items) and value.shape.items is not None else ()
    return [item.const for item in items if isinstance(item.const, str)]

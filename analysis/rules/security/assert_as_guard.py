"""An `assert` decides who may do something, or which input is taken.

`python -O` removes assertions, and with them the check; and where it fails, the caller gets an error of the program
instead of a refusal. Assertions that tell a type checker or a reader what is so anyway are silent, and so are tests.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.module import Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.names import Kind, kind_of
from findings.severity import Severity

AUTHORISING: Final = frozenset(
    {
        "check_password",
        "check_permission",
        "check_permissions",
        "compare_digest",
        "has_access",
        "has_obj_perm",
        "has_perm",
    }
    | {"has_perms", "has_permission", "has_role", "is_admin", "is_allowed", "is_anonymous", "is_authenticated"}
    | {"is_authorized", "is_logged_in", "is_owner", "is_permitted", "is_staff", "is_superuser", "is_valid_signature"}
    | {"may_access", "permitted", "verify_password", "verify_signature", "verify_token", "authorized", "authenticated"}
)
INPUTS: Final = frozenset(
    {"GET", "POST", "FILES", "COOKIES", "META", "args", "body", "cookies", "data", "files", "form", "headers", "json"}
    | {"params", "query", "query_params", "values", "view_args", "get_json", "match_info"}
)


@rule(
    ast.Assert,
    severity=Severity.MEDIUM,
    confidence=0.85,
    cwe=617,
    recommendation="Write `if not …: raise PermissionDenied` (or the framework's own refusal).",
    aliases=("S101", "B101"),
)
def check(node: ast.Assert, module: Module) -> Iterator[Hit]:
    """Judge an assertion by what it looks at."""
    if module.is_test or _is_narrowing(node.test):
        return
    if not AUTHORISING.isdisjoint(identifiers(node.test)) or _compares_secret(node.test):
        yield Hit(node, "This decides who may go on, and `python -O` removes it.", severity=Severity.HIGH)
    elif _looks_at_input(node, module):
        yield Hit(
            node,
            "This decides which input is taken, and `python -O` removes it.",
            recommendation="Write `if not …:` and answer the request with its fault: `raise ValidationError(…)`, 400.",
        )


def _is_narrowing(test: ast.expr) -> bool:
    """Whether the assertion only tells a type: `x is not None`, `isinstance(x, …)`."""
    if isinstance(test, ast.BoolOp):
        return all(_is_narrowing(value) for value in test.values)
    if isinstance(test, ast.Compare):
        return isinstance(test.ops[0], ast.Is | ast.IsNot)
    if isinstance(test, ast.Call):
        return isinstance(test.func, ast.Name) and test.func.id in {"isinstance", "callable", "hasattr", "issubclass"}
    return False


def _compares_secret(test: ast.expr) -> bool:
    """Whether a password or a key is compared with another value."""
    if not (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq)):
        return False
    names = (getattr(side, "id", getattr(side, "attr", "")) for side in (test.left, test.comparators[0]))
    return any(kind_of(name) in {Kind.PASSWORD, Kind.SECRET, Kind.KEY} for name in names)


def _looks_at_input(node: ast.Assert, module: Module) -> bool:
    """Whether the assertion reads what a request brings: Flask's `request`, or a view's first parameter."""
    attributes = (inner for inner in ast.walk(node.test) if isinstance(inner, ast.Attribute) and inner.attr in INPUTS)
    if not any(module.dotted(attribute.value) in {"request", "flask.request"} for attribute in attributes):
        return False
    function = module.function_of(node)
    arguments = function.args if function is not None else None
    named = [a.arg for a in [*arguments.posonlyargs, *arguments.args]] if arguments is not None else []
    first = [name for name in named if name not in {"self", "cls"}][:1]
    return first == ["request"] if "request" in named else module.imports.get("request") == "flask.request"

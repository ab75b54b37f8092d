"""Where a file gives a literal a name: assignments, keys, arguments, defaults, comparisons."""

import ast
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import chain
from typing import Final, NamedTuple

from analysis.engine.call_sites import argument, keywords, method_calls
from analysis.engine.constants import constant, entries
from analysis.engine.module import Module
from analysis.engine.secrets.literals import Literal, literals
from analysis.engine.secrets.names import kind_of
from analysis.engine.vocabulary import vocabulary
from analysis.engine.words import words


class Meeting(Enum):
    """How a name and a literal meet."""

    ASSIGNED = auto()
    MAPPED = auto()
    PASSED = auto()
    DEFAULT = auto()
    COMPARED = auto()
    FALLBACK = auto()


class Candidate(NamedTuple):
    """A literal under a name that announces a secret."""

    name: str
    literal: Literal
    how: Meeting
    is_credential: bool  # the place leaves no doubt: a login's argument, an entry beside a user name


_ENVIRONMENT: Final = (
    *("os.environ.get", "os.getenv", "os.environ.setdefault", "environ.get", "getenv", "environ.setdefault", "env.str"),
    *("env", "config", "decouple.config", "environs.env", "environs.env.str"),
)
_CREDENTIAL_CALLS: Final = frozenset(
    {"auth", "authenticate", "client", "connect", "connection", "credentials", "database", "engine", "ftp", "imap"}
    | {"login", "mysql", "pool", "postgres", "redis", "server", "session", "signin", "smtp", "ssh", "superuser"}
)
_ACCOUNT_KEYS: Final = frozenset(
    {"account", "database", "db", "email", "host", "hostname", "login", "server", "user", "username"}
)
_DESCRIPTIONS: Final = frozenset({"error", "field", "form", "schema", "serializer", "test", "view"})
_CAN_HOLD_LITERALS: Final = frozenset({ast.BinOp, ast.BoolOp, ast.Call, ast.Constant, ast.IfExp, ast.Tuple})
_ENUMS: Final = frozenset({"Choices", "Enum", "Flag", "StrEnum", "TextChoices"})


def candidates(module: Module) -> Iterator[Candidate]:
    """Every literal that a name in the file announces as a secret."""
    return chain(
        _assigned(module), _mapped(module), _passed(module), _defaults(module), _compared(module), _fallbacks(module),
        _set_by_name(module), _command_line(module),
    )  # fmt: skip


def announces(module: Module) -> bool:
    """Whether any word of the file announces a secret: most files are done with after this look."""
    return module.memo(_announces)


def _announces(module: Module) -> bool:
    return any(map(kind_of, vocabulary(module)))


def name_of(node: ast.AST) -> str | None:
    """The name that an expression goes by: of a variable, of an attribute, of a constant key."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value if isinstance(node.slice.value, str) else None
    if isinstance(node, ast.Call):
        return _key_asked_for(node)
    return None


def _key_asked_for(call: ast.Call) -> str | None:
    """The key of `form.get("password")`."""
    if (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in {"get", "pop", "get_argument", "getvalue"}
        and call.args
    ):
        key = call.args[0]
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
    return None


def _named(
    name: str | None, value: ast.AST, module: Module, how: Meeting, *, is_credential: bool = False
) -> Iterator[Candidate]:
    if name is not None and kind_of(name) is not None:
        for literal in literals(value, module):
            met = Meeting.FALLBACK if literal.is_fallback else how
            yield Candidate(name, literal, met, is_credential)


def _assigned(module: Module) -> Iterator[Candidate]:
    for assignment in module.nodes(ast.Assign):
        if assignment.value.__class__ in _CAN_HOLD_LITERALS:
            for target in assignment.targets:
                yield from _assigned_to(target, assignment.value, module)
    for annotated in module.nodes(ast.AnnAssign):
        if annotated.value is not None:
            yield from _assigned_to(annotated.target, annotated.value, module)
    for named in module.nodes(ast.NamedExpr):
        yield from _assigned_to(named.target, named.value, module)


def _assigned_to(target: ast.expr, value: ast.expr, module: Module) -> Iterator[Candidate]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for one, its_value in zip(target.elts, value.elts, strict=True):
            yield from _assigned_to(one, its_value, module)
    elif (name := name_of(target)) is not None and kind_of(name) is not None and not _is_member(target, module):
        yield from _named(name, value, module, Meeting.ASSIGNED)


def _is_member(target: ast.expr, module: Module) -> bool:
    """Whether the name is a member of an enumeration."""
    if not isinstance(target, ast.Name) or (owner := module.class_of(target)) is None:
        return False
    bases = (module.dotted(base) or "" for base in owner.bases)
    return any(base.rpartition(".")[2] in _ENUMS for base in bases)


def _mapped(module: Module) -> Iterator[Candidate]:
    for dictionary in module.nodes(ast.Dict):
        for name, _, value in entries(dictionary):
            if kind_of(name) is not None:
                yield from _named(name, value, module, Meeting.MAPPED, is_credential=_has_account(dictionary))


def _has_account(dictionary: ast.Dict) -> bool:
    """Whether the dictionary also says whose password it is, or where, with a literal."""
    return any(
        name.lower() in _ACCOUNT_KEYS and isinstance(value, ast.Constant) for name, _, value in entries(dictionary)
    )


def _passed(module: Module) -> Iterator[Candidate]:
    for name, found in module.memo(keywords).items():
        if kind_of(name) is not None:
            for call, keyword in found:
                strong = is_credential_call(call)
                yield from _named(name, keyword.value, module, Meeting.PASSED, is_credential=strong)


def is_credential_call(call: ast.Call) -> bool:
    """Whether the called function's name says that it logs in or connects."""
    named = words(name_of(call.func) or "")
    return not _CREDENTIAL_CALLS.isdisjoint(named) and _DESCRIPTIONS.isdisjoint(named[-1:])


def _defaults(module: Module) -> Iterator[Candidate]:
    for arguments in module.nodes(ast.arguments):
        if arguments.defaults or arguments.kw_defaults:
            for parameter, default in _with_default(arguments):
                yield from _named(parameter.arg, default, module, Meeting.DEFAULT)


def _with_default(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield parameter, default


def _compared(module: Module) -> Iterator[Candidate]:
    for comparison in module.nodes(ast.Compare):
        if len(comparison.ops) == 1 and isinstance(comparison.ops[0], ast.Eq | ast.NotEq):
            left, right = comparison.left, comparison.comparators[0]
            if isinstance(left, ast.Constant):
                left, right = right, left
            if isinstance(right, ast.Constant):
                yield from _named(name_of(left), right, module, Meeting.COMPARED)


def _fallbacks(module: Module) -> Iterator[Candidate]:
    """`os.environ.get("SECRET_KEY", "…")`, `config("SECRET_KEY", default="…")`: what holds when nothing is configured."""
    for call in module.calls_to(*_ENVIRONMENT):
        name = constant(argument(call, None, 0), module) if call.args else None
        value = argument(call, "default", 1)
        if isinstance(name, str) and isinstance(value, ast.Constant | ast.Call):
            yield from _named(name, value, module, Meeting.FALLBACK)


def _set_by_name(module: Module) -> Iterator[Candidate]:
    """`setattr(settings, "API_KEY", "…")`, `headers.setdefault("token", "…")`."""
    for call in chain(module.calls_to("setattr"), method_calls(module, "setdefault")):
        name, value = call.args[-2:] if len(call.args) in {2, 3} else (None, None)
        if isinstance(name, ast.Constant) and isinstance(name.value, str) and value is not None:
            yield from _named(name.value, value, module, Meeting.ASSIGNED)


def _command_line(module: Module) -> Iterator[Candidate]:
    """`parser.add_argument("--password", default="…")`, `@click.option("--token", default="…")`."""
    for call in method_calls(module, "add_argument", "add_option", "option"):
        default = argument(call, "default")
        if default is not None:
            yield from _first_named(_texts(call.args), default, module)


def _texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _first_named(names: Iterator[str], value: ast.expr, module: Module) -> Iterator[Candidate]:
    name = next((name for name in names if kind_of(name) is not None), None)
    yield from _named(name, value, module, Meeting.DEFAULT)

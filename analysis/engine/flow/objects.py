"""Objects of the standard library that hold a value and give it back: StringIO, ConfigParser, Path, Pattern, addresses."""

import ast
from collections.abc import Callable, Mapping
from typing import Final

from analysis.engine.flow import guards, patterns
from analysis.engine.flow.call import Call
from analysis.engine.flow.containers import Result
from analysis.engine.flow.kinds import EVERY, FILES, HTML, NORMALISED, Source
from analysis.engine.flow.shapes import Thing, attribute, kind_of, thing, with_attribute
from analysis.engine.flow.sources import received
from analysis.engine.flow.texts import concatenated
from analysis.engine.flow.values import (
    UNKNOWN,
    Value,
    cleaned_for,
    constant,
    derived,
    join,
    traces,
)

Model = Callable[[Value, Call], Result | None]

PATH_KINDS: Final = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath"})
BUFFERS: Final = frozenset({"io.StringIO", "io.BytesIO"})
CONFIGS: Final = frozenset(
    {"configparser.ConfigParser", "configparser.RawConfigParser", "configparser.SafeConfigParser"}
)
URL_RESULT: Final = "url"


def path(call: Call) -> Value:
    """`Path(a, b)`."""
    return as_path(path_joined(call))


def as_path(value: Value) -> Value:
    """A text as a path object."""
    return Value(text=value.text, taint=traces(value), trusted=value.trusted, shape=Thing("pathlib.Path"))


def path_joined(call: Call) -> Value:
    """`os.path.join(a, b)`."""
    parts: list[Value] = []
    for value in call.values():
        parts += [constant("/"), value] if parts else [value]
    return concatenated(parts)


def normalised(value: Value) -> Value:
    """A path without `..` and links: a comparison with a folder now means something."""
    return value.replace(taint=tuple(taint.clean(NORMALISED) for taint in traces(value)))


def _write(receiver: Value, call: Call) -> Result:
    old = attribute(receiver, "content") or constant("")
    new = next(iter(call.arguments), UNKNOWN)
    return UNKNOWN, with_attribute(receiver, "content", concatenated((old, new)))


def _read(receiver: Value, _call: Call) -> Result:
    return attribute(receiver, "content") or constant(""), None


def _option(call: Call) -> tuple[str, str] | None:
    section, name = call.constant(0, "section"), call.constant(1, "option")
    return (section, name.lower()) if isinstance(section, str) and isinstance(name, str) else None


def _slot(section: str, name: str) -> str:
    return f"{section}\n{name}"


def _set_option(receiver: Value, call: Call) -> Result:
    option, value = _option(call), call.argument(2, "value") or UNKNOWN
    if option is None:
        return UNKNOWN, with_attribute(receiver, "*", join(attribute(receiver, "*") or value, value))
    return UNKNOWN, with_attribute(receiver, _slot(*option), value)


def _get_option(receiver: Value, call: Call) -> Result:
    option = _option(call)
    known = attribute(receiver, _slot(*option)) if option else None
    if known is None:
        known = derived(receiver) if option is None else attribute(receiver, "*")
    return known or UNKNOWN, None


def item(value: Value, key: object) -> Value | None:
    """`value[key]` of one of these objects; None if it is none of them."""
    kind = kind_of(value)
    if kind in CONFIGS:
        return config_section(value, key)
    return config_option(value, key) if kind == "configparser.Section" else None


def config_section(receiver: Value, section: object) -> Value:
    """`config["section"]`: a view on one section."""
    return thing("configparser.Section", {"of": receiver, "name": constant(section)})


def config_option(section: Value, name: object) -> Value:
    """`config["section"]["name"]`."""
    config, label = attribute(section, "of"), attribute(section, "name")
    if config is None or label is None or not isinstance(name, str):
        return UNKNOWN
    return attribute(config, _slot(str(label.const), name.lower())) or attribute(config, "*") or UNKNOWN


def with_option(config: Value, section: object, name: object, value: Value) -> Value:
    """The parser after `config["section"]["name"] = value`."""
    if isinstance(section, str) and isinstance(name, str):
        return with_attribute(config, _slot(section, name.lower()), value)
    return with_attribute(config, "*", value)


def _inside(receiver: Value, _call: Call) -> Result:
    facts = guards.inside_folder(receiver)
    return Value(facts=facts), None


def _relative(receiver: Value, call: Call) -> Result:
    if guards.value_is_normalised(receiver):  # raises ValueError outside the folder
        call.environment.mark(guards.marks(receiver, FILES))
    return receiver, None


def _child(receiver: Value, call: Call) -> Result:
    return as_path(derived(receiver, *call.values())), None


def _same_path(receiver: Value, _call: Call) -> Result:
    return receiver, None


def _text_of_file(_receiver: Value, call: Call) -> Result:
    name = f"{call.receiver_name or 'the file'}.{call.method}()"
    return received(name, Source.STORED, call.line), None


def matched(text: Value, pattern: object, way: str, node: ast.AST | None) -> Value:
    """The result of matching: true means that the text is what the pattern lets through."""
    mask = patterns.clean_after(pattern, way) if isinstance(pattern, str) else 0
    facts = (guards.allowed(text, mask, node), ()) if mask else guards.NOTHING
    groups = cleaned_for(derived(text), mask)
    return Value(shape=Thing("re.Match", {"groups": groups}), facts=facts)


def _match(receiver: Value, call: Call) -> Result | None:
    pattern = attribute(receiver, "pattern")
    text = next(iter(call.arguments), UNKNOWN)
    return matched(text, pattern.const if pattern else None, str(call.method), next(call.nodes(), None)), None


def substituted(text: Value, replacement: Value, pattern: object) -> Value:
    """`re.sub(pattern, replacement, text)`."""
    mask = patterns.clean_after_removal(pattern) if isinstance(pattern, str) else 0
    plain = replacement.is_const and isinstance(replacement.const, str) and not set(replacement.const) - set("_- ")
    result = derived(text, replacement)
    return cleaned_for(result, mask) if mask and plain else result


def _substitute(receiver: Value, call: Call) -> Result | None:
    pattern = attribute(receiver, "pattern")
    if len(call.arguments) < 2:
        return None
    return substituted(call.arguments[1], call.arguments[0], pattern.const if pattern else None), None


def _groups(receiver: Value, _call: Call) -> Result:
    return attribute(receiver, "groups") or UNKNOWN, None


def _digest(receiver: Value, _call: Call) -> Result:
    return cleaned_for(attribute(receiver, "of") or UNKNOWN, EVERY), None


def _escaping(_receiver: Value, call: Call) -> Result:
    return cleaned_for(derived(*call.values()), HTML), None


def _set_feature(receiver: Value, call: Call) -> Result:
    node = call.node.args[0] if isinstance(call.node, ast.Call) and call.node.args else None
    name = (call.machine.name(node) if node is not None else None) or str(call.constant(0))
    if name.endswith(("feature_external_ges", "external-general-entities", "feature_external_pes")):
        on = call.argument(1)
        return UNKNOWN, with_attribute(receiver, "external", UNKNOWN if on is None else on)
    return UNKNOWN, None


_PATHS: Final[Mapping[str | None, Model]] = {
    "resolve": lambda receiver, _call: (normalised(receiver), None),
    "is_relative_to": _inside,
    "relative_to": _relative,
    "joinpath": _child,
    "with_name": _child,
    "with_suffix": _same_path,
    "absolute": _same_path,
    "expanduser": _same_path,
    "as_posix": _same_path,
    "read_text": _text_of_file,
    "read_bytes": _text_of_file,
    "exists": lambda _receiver, _call: (UNKNOWN, None),
    "open": lambda _receiver, _call: (thing("file"), None),
}
_STREAM: Final[Mapping[str | None, Model]] = {
    "write": _write,
    "read": _read,
    "getvalue": _read,
    "readline": _read,
    "readlines": _read,
}
_CONFIG: Final[Mapping[str | None, Model]] = {
    "set": _set_option,
    "get": _get_option,
    "add_section": lambda _receiver, _call: (UNKNOWN, None),
    "has_option": lambda _receiver, _call: (UNKNOWN, None),
    "has_section": lambda _receiver, _call: (UNKNOWN, None),
}
_PATTERN: Final[Mapping[str | None, Model]] = {
    "match": _match,
    "fullmatch": _match,
    "search": _match,
    "sub": _substitute,
}
_MATCH: Final[Mapping[str | None, Model]] = {"group": _groups, "groups": _groups, "groupdict": _groups}
_FILE: Final[Mapping[str | None, Model]] = {
    "read": _text_of_file,
    "readline": _text_of_file,
    "readlines": _text_of_file,
}
_HMAC: Final[Mapping[str | None, Model]] = {"digest": _digest, "hexdigest": _digest}

METHODS: Final[Mapping[str, Mapping[str | None, Model]]] = {
    **dict.fromkeys(PATH_KINDS, _PATHS),
    **dict.fromkeys(BUFFERS, _STREAM),
    **dict.fromkeys(CONFIGS, _CONFIG),
    "re.Pattern": _PATTERN,
    "re.Match": _MATCH,
    "file": _FILE,
    "hmac": _HMAC,
    "markup": {"format": _escaping, "join": _escaping, "format_map": _escaping},
    "xml.sax.parser": {"setFeature": _set_feature},
}


def model(receiver: Value, call: Call) -> Result | None:
    """What a method of one of these objects does; None if it is none of them."""
    methods = METHODS.get(kind_of(receiver) or "")
    if methods is None or call.method not in methods:
        return None
    return methods[call.method](receiver, call)


_PARTS: Final = {
    "netloc": "url.netloc",
    "hostname": "url.hostname",
    "scheme": "url.scheme",
    "path": "url.path",
    "port": "url.port",
}


def part(value: Value, name: str) -> Value | None:
    """An attribute of one of these objects; None if it is none of them."""
    kind = kind_of(value)
    if kind == URL_RESULT:
        return Value(taint=traces(value), shape=Thing(_PARTS.get(name, "url.part")))
    if kind in PATH_KINDS and name in {"name", "stem", "suffix"}:
        return cleaned_for(Value(taint=value.taint, text=None, trusted=value.trusted), FILES)
    if kind in PATH_KINDS and name in {"parent", "parents"}:
        return value
    return None

"""Functions of the standard library and of frameworks whose result follows from their arguments."""

import builtins
import sys
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final

from analysis.engine.flow import constants, guards, objects
from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import RAISES_UNLESS_HARMLESS, is_harmless, mask_of
from analysis.engine.flow.kinds import EVERY, FILES, HTML, NOSQL, Source
from analysis.engine.flow.shapes import (
    Items,
    Table,
    Thing,
    element_of,
    sequence,
    sequence_of,
    split_words,
    table,
    thing,
)
from analysis.engine.flow.sources import received
from analysis.engine.flow.texts import text_of
from analysis.engine.flow.values import (
    TRUSTED,
    UNKNOWN,
    Facts,
    Value,
    cleaned_for,
    constant,
    derived,
    join_all,
    traces,
)

Model = Callable[[Call], Value]
STANDARD: Final = frozenset(sys.stdlib_module_names) | {"six", "builtins", "str", "bytes"}
BUILTINS: Final = frozenset(dir(builtins))


def _first(call: Call) -> Value:
    return next(call.values(), UNKNOWN)


def _list(call: Call) -> Value:
    if not call.arguments:
        return Value(shape=Items(()), trusted=True)
    value = call.arguments[0]
    return value if isinstance(value.shape, Items) else sequence_of(element_of(value))


def _dict(call: Call) -> Value:
    base = call.arguments[0] if call.arguments else None
    items: dict[object, Value] = dict(base.shape.items) if base is not None and isinstance(base.shape, Table) else {}
    items.update(call.keywords.items())
    if base is None:
        return table(items)
    return table(items, base.shape.rest if isinstance(base.shape, Table) else derived(base))


def _enumerate(call: Call) -> Value:
    return sequence_of(sequence((TRUSTED, element_of(_first(call)))))


def _zip(call: Call) -> Value:
    return sequence_of(sequence(element_of(value) for value in call.arguments))


def _mapped(call: Call) -> Value:
    """`map(function, items)`: one call of the function with any of the items."""
    if len(call.arguments) < 2:
        return UNKNOWN
    return sequence_of(call.machine.call_value(call.arguments[0], [element_of(v) for v in call.arguments[1:]], call))


def _filtered(call: Call) -> Value:
    return sequence_of(element_of(call.arguments[1])) if len(call.arguments) > 1 else UNKNOWN


def _same(call: Call) -> Value:
    return _first(call)


def _joined_all(call: Call) -> Value:
    values = [element_of(_first(call))] if len(call.arguments) == 1 else list(call.arguments)
    return join_all(values)


def _basename(call: Call) -> Value:
    return cleaned_for(_first(call), FILES)


def _normalised(call: Call) -> Value:
    return objects.normalised(_first(call))


def _common(call: Call) -> Value:
    value = derived(*call.values())
    kind = "commonpath" if guards.value_is_normalised(value) else "path"
    return Value(taint=value.taint, shape=Thing(kind))


def _split_address(call: Call) -> Value:
    value = _first(call)
    return Value(taint=traces(value), trusted=value.trusted, shape=Thing(objects.URL_RESULT))


def _open_file(_call: Call) -> Value:
    return thing("file")


def _buffer(call: Call) -> Value:
    content = call.arguments[0] if call.arguments else constant("")
    return thing("io.StringIO", {"content": content})


def _config(_call: Call) -> Value:
    return thing("configparser.ConfigParser")


def _matching(way: str) -> Model:
    def match(call: Call) -> Value:
        text = call.argument(1, "string") or UNKNOWN
        return objects.matched(text, call.constant(0, "pattern"), way, next(islice(call.nodes(), 1, None), None))

    return match


def _substituted(call: Call) -> Value:
    text, replacement = call.argument(2, "string") or UNKNOWN, call.argument(1, "repl") or UNKNOWN
    return objects.substituted(text, replacement, call.constant(0, "pattern"))


def _pattern(call: Call) -> Value:
    return thing("re.Pattern", {"pattern": _first(call)})


def _json_text(call: Call) -> Value:
    return cleaned_for(derived(*call.arguments), HTML)


def _mac(call: Call) -> Value:
    return thing("hmac", {"of": derived(*call.values())})


def _mac_digest(call: Call) -> Value:
    return cleaned_for(derived(*call.values()), EVERY)


def _compared_digests(call: Call) -> Value:
    marks = tuple(mark for value in call.values() for mark in guards.marks(value, EVERY))
    return Value(facts=(marks, ()))


def _markup(call: Call) -> Value:
    return thing("markup", {"of": cleaned_for(derived(*call.arguments), HTML)})


def _command_words(call: Call) -> Value:
    return split_words(_first(call))


def _output(call: Call) -> Value:
    return received(f"{call.name}(…)", Source.STORED, call.line)


def _attribute(call: Call) -> Value:
    name = call.constant(1)
    if isinstance(name, str) and call.arguments:
        return call.machine.attribute(call.arguments[0], name, call.node)
    return UNKNOWN


def _later(place: int) -> Model:
    """`asyncio.to_thread(function, argument)`: the call happens elsewhere."""

    def run(call: Call) -> Value:
        if len(call.arguments) <= place:
            return UNKNOWN
        return call.machine.call_value(call.arguments[place], list(call.arguments[place + 1 :]), call)

    return run


FUNCTIONS: Final[Mapping[str, Model]] = {
    "str": lambda call: cleaned_for(text_of(_first(call)), NOSQL) if call.arguments else constant(""),
    "list": _list, "tuple": _list, "set": _list, "frozenset": _list, "sorted": _list, "reversed": _list, "iter": _same,
    "collections.deque": _list, "dict": _dict, "collections.OrderedDict": _dict, "collections.defaultdict": _dict,
    "enumerate": _enumerate, "zip": _zip, "map": _mapped, "filter": _filtered, "next": lambda c: element_of(_first(c)),
    "min": _joined_all, "max": _joined_all, "copy.copy": _same, "copy.deepcopy": _same, "getattr": _attribute,
    "os.path.join": objects.path_joined, "posixpath.join": objects.path_joined, "os.path.basename": _basename,
    "ntpath.basename": _basename, "os.path.abspath": _normalised, "os.path.realpath": _normalised,
    "os.path.normpath": _normalised, "os.path.commonpath": _common, "os.path.commonprefix": _common,
    "os.fspath": _same, "os.fsdecode": _same, "os.path.expanduser": _same,
    "pathlib.Path": objects.path, "pathlib.PurePath": objects.path, "pathlib.PurePosixPath": objects.path,
    "urllib.parse.urlparse": _split_address, "urllib.parse.urlsplit": _split_address,
    "django.utils.http.urlsplit": _split_address,
    **dict.fromkeys(
        ("open", "io.open", "io.open_code", "codecs.open", "tokenize.open", "gzip.open", "bz2.open", "lzma.open", "os.fdopen",
         "tempfile.NamedTemporaryFile", "tempfile.TemporaryFile", "aiofiles.open"),
        _open_file,
    ),
    "io.StringIO": _buffer, "io.BytesIO": _buffer,
    "configparser.ConfigParser": _config, "configparser.RawConfigParser": _config,
    "re.match": _matching("match"), "re.fullmatch": _matching("fullmatch"), "re.search": _matching("search"),
    "re.sub": _substituted, "re.compile": _pattern, "json.dumps": _json_text, "flask.json.dumps": _json_text,
    "flask.jsonify": _json_text, "hmac.new": _mac, "hmac.digest": _mac_digest,
    "shlex.split": _command_words, "hmac.compare_digest": _compared_digests, "secrets.compare_digest": _compared_digests,
    "django.utils.crypto.constant_time_compare": _compared_digests,
    **dict.fromkeys(("markupsafe.Markup", "flask.Markup", "jinja2.Markup"), _markup),
    "tarfile.open": lambda _call: thing("tarfile"), "tarfile.TarFile": lambda _call: thing("tarfile"),
    "zipfile.ZipFile": lambda _call: thing("zipfile"),
    "xml.sax.make_parser": lambda _call: thing("xml.sax.parser"),
    "urllib.request.urlopen": _output, "subprocess.check_output": _output, "subprocess.getoutput": _output, "subprocess.run": _output, "os.popen": _output,
    "asyncio.to_thread": _later(0), "asgiref.sync.sync_to_async": _same,
    "typing.cast": lambda call: call.arguments[-1] if call.arguments else UNKNOWN,
}  # fmt: skip


def result(call: Call) -> Value | None:
    """What a known function returns; None if it is not known."""
    name = call.name
    if name is None:
        return None
    model = FUNCTIONS.get(name)
    if model is not None:
        folded = _folded(call, name)
        return folded if folded is not None else model(call)
    if is_harmless(name):
        return _harmless(call, name)
    mask = mask_of(name)
    if mask:
        return cleaned_for(derived(*call.values()), mask)
    root, _, last = name.rpartition(".")
    if root.split(".", 1)[0] in STANDARD or name in BUILTINS:
        value = derived(*call.values())
        return thing(name, {"of": value}) if root and last[:1].isupper() else value
    return None


def _harmless(call: Call, name: str) -> Value:
    if name in RAISES_UNLESS_HARMLESS:
        for value, node in zip(call.arguments[:1], call.nodes(), strict=False):
            call.environment.mark(guards.allowed(value, EVERY, node))
    if name in {"any", "all"} and call.arguments and call.arguments[0].facts is not None:
        of_all, of_none = call.arguments[0].facts
        return Value(facts=(of_all, ()) if name == "all" else ((), of_none), trusted=True)
    if name == "isinstance" and len(call.arguments) == 2:
        return Value(facts=_type_shown(call), trusted=True)
    return _folded(call, name) or TRUSTED


def _folded(call: Call, name: str) -> Value | None:
    if name not in constants.FUNCTIONS or call.extra is not None or call.keywords:
        return None
    if not call.arguments or not all(value.is_const for value in call.arguments):
        return None
    try:
        return constant(constants.function(name, [value.const for value in call.arguments]))
    except constants.NotComputed:
        return None


_HARMLESS_TYPES: Final = frozenset({"int", "float", "bool", "UUID", "Decimal", "date", "datetime"})


def _type_shown(call: Call) -> Facts:
    """What `isinstance(value, int)` shows."""
    node = call.node
    classes = getattr(node, "args", [None, None])[1]
    several = getattr(classes, "elts", None) or [classes]
    names = {(call.machine.name(item) or "").rsplit(".", 1)[-1] for item in several if item is not None}
    return (
        (guards.allowed(call.arguments[0], EVERY, next(call.nodes(), None)), ())
        if names and names <= _HARMLESS_TYPES
        else guards.NOTHING
    )

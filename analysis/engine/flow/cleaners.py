"""Functions that make a value harmless: those the rules name, those that return no text, those whose name says so."""

import re
from functools import lru_cache
from typing import Final

from analysis.engine.flow.hazards import REGISTRY
from analysis.engine.flow.kinds import (
    CODE,
    EVERY,
    FILES,
    HEADER,
    HTML,
    LDAP,
    REDIRECT,
    REGEX,
    SHELL,
    SQL,
    URL,
    XML,
    XPATH,
)

# What returns numbers, dates, digests: nothing in it can be chosen freely.
HARMLESS_RESULT: Final = frozenset(
    {
        "int", "float", "bool", "len", "complex", "abs", "round", "ord", "hash", "id", "sum", "any", "all", "isinstance",
        "issubclass", "callable", "hasattr", "range", "type", "uuid.UUID", "uuid.uuid4", "decimal.Decimal",
        "fractions.Fraction", "datetime.datetime.strptime", "datetime.datetime.fromisoformat", "datetime.date.fromisoformat",
        "datetime.datetime.fromtimestamp", "time.strptime", "time.time", "ipaddress.ip_address", "ipaddress.ip_network",
        "ipaddress.IPv4Address", "ipaddress.IPv6Address", "dateutil.parser.parse", "secrets.token_hex",
        "secrets.token_urlsafe", "os.getpid", "os.getcwd", "os.path.exists", "os.path.isfile", "os.path.isdir",
        "os.path.getsize", "os.path.getmtime", "django.utils.dateparse.parse_date", "zlib.crc32", "binascii.crc32",
        "bson.ObjectId", "bson.objectid.ObjectId", "binascii.hexlify", "platform.system", "tempfile.mkdtemp",
        "tempfile.gettempdir", "os.listdir", "os.scandir", "os.walk", "os.stat", "os.lstat", "glob.glob", "glob.iglob",
        "mimetypes.guess_type", "socket.gethostbyname", "shutil.which", "os.access", "random.randint", "random.choice", "math.floor", "math.ceil",
    }
)  # fmt: skip
# These raise for what they do not accept: after them their argument is harmless too.
RAISES_UNLESS_HARMLESS: Final = frozenset(
    {
        "int", "float", "uuid.UUID", "decimal.Decimal", "ipaddress.ip_address", "ipaddress.IPv4Address", "bson.ObjectId",
        "bson.objectid.ObjectId", "ipaddress.ip_network", "datetime.datetime.strptime", "datetime.date.fromisoformat",
        "datetime.datetime.fromisoformat",
    }
)  # fmt: skip
HARMLESS_METHODS: Final = frozenset(
    {
        "isdigit", "isnumeric", "isdecimal", "isalpha", "isalnum", "isidentifier", "isspace", "isupper", "islower",
        "startswith", "endswith", "find", "rfind", "index", "rindex", "count", "hexdigest", "digest", "bit_length",
        "timestamp", "total_seconds", "exists", "is_file", "is_dir", "stat", "__len__", "__contains__",
    }
)  # fmt: skip
# By a name with one of these words a function looks something up or does something, and does not hand its argument on.
LOOKING_UP: Final = frozenset(
    {
        "find", "fetch", "load", "lookup", "query", "search", "create", "save", "insert", "update", "delete", "count",
        "exists", "filter", "render", "authenticate", "login", "select", "execute", "remove", "register", "redirect", "send",
        "log", "get",
    }
)  # fmt: skip
_MODULES: Final = ("hashlib.", "math.", "zlib.crc", "bcrypt.", "secrets.")
_WORD: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_BY_WORD: Final[dict[str, int]] = {
    "escape": HTML | XML,
    "htmlescape": HTML,
    "bleach": HTML,
    "linkify": HTML,
    "slugify": EVERY,
    "slug": EVERY,
    "sanitize": EVERY,
    "sanitise": EVERY,
    "sanitized": EVERY,
    "sanitizer": EVERY,
    "clean": EVERY,
    "cleaned": EVERY,
    "allowlist": EVERY,
    "whitelist": EVERY,
    "hash": EVERY,
    "encrypt": EVERY,
    "sign": EVERY,
    "validate": EVERY,
    "validated": EVERY,
    "safe": EVERY,
    "secure": EVERY,
}
_BY_WORDS: Final[dict[frozenset[str], int]] = {
    frozenset({"quote", "name"}): SQL,
    frozenset({"quote", "ident"}): SQL,
    frozenset({"quote", "identifier"}): SQL,
    frozenset({"escape", "sql"}): SQL,
    frozenset({"escape", "identifier"}): SQL,
    frozenset({"escape", "string"}): SQL | HTML,
    frozenset({"escape", "filter", "chars"}): LDAP,
    frozenset({"escape", "dn", "chars"}): LDAP,
    frozenset({"escape", "ldap"}): LDAP,
    frozenset({"escape", "xpath"}): XPATH,
    frozenset({"quote", "shell"}): SHELL,
    frozenset({"shell", "escape"}): SHELL,
    frozenset({"escape", "regex"}): REGEX,
    frozenset({"strip", "tags"}): 0,
    frozenset({"secure", "filename"}): EVERY,
    frozenset({"safe", "path"}): FILES,
    frozenset({"safe", "join"}): FILES,
    frozenset({"safe", "filename"}): FILES | HEADER,
    frozenset({"safe", "redirect"}): REDIRECT,
    frozenset({"safe", "url"}): REDIRECT | URL,
    frozenset({"literal", "eval"}): CODE,
    frozenset({"mark", "safe"}): 0,
    frozenset({"safe", "string"}): 0,
    frozenset({"unescape"}): 0,
    frozenset({"safe", "load"}): 0,
    frozenset({"unsafe"}): 0,
}
_JUDGING: Final = frozenset(
    {"valid", "allowed", "safe", "permitted", "whitelisted", "validate", "trusted", "allowlisted", "sanitary"}
)


@lru_cache(maxsize=4096)
def words(name: str) -> frozenset[str]:
    """The words of the last part of a dotted name, lower-case: `utils.escapeHTML` has `escape` and `html`."""
    return frozenset(word.lower() for word in _WORD.findall(name.rsplit(".", 1)[-1]))


def looks_up(name: str) -> bool:
    """Whether by its verb a function does something with its argument instead of handing it on: `find_user`."""
    found = _WORD.search(name.rsplit(".", 1)[-1])
    return found is not None and found[0].lower() in LOOKING_UP


def mask_of(name: str) -> int:
    """What the result of a function that the rules name is clean for."""
    return REGISTRY.cleaners.get(name, 0) | REGISTRY.cleaners.get("." + name.rsplit(".", 1)[-1], 0)


@lru_cache(maxsize=4096)
def mask_by_words(name: str) -> int | None:
    """What a function of unknown source cleans by what it is called; None if the name says nothing."""
    own = words(name)
    known = [mask for parts, mask in _BY_WORDS.items() if parts <= own]
    if known:
        return known[0]
    masks = [_BY_WORD[word] for word in own if word in _BY_WORD]
    if not masks:
        return None
    return min(masks) if "escape" in own or "quote" in own else max(masks)


def judges(name: str) -> bool:
    """Whether a function's name says that it tells good values from bad: `is_safe_path`, `validate_name`."""
    return bool(words(name) & _JUDGING)


def is_harmless(name: str) -> bool:
    """Whether a function returns nothing that its caller's data could shape."""
    return name in HARMLESS_RESULT or name.startswith(_MODULES)

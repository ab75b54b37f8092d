"""Every secret that a file writes out, each told once."""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple, cast

from analysis.engine.configuration import is_development
from analysis.engine.module import Module
from analysis.engine.secrets.contexts import Candidate, announces, candidates
from analysis.engine.secrets.judging import GENERATED, LIKELY, POSSIBLE, judged
from analysis.engine.secrets.literals import Literal
from analysis.engine.secrets.names import kind_of
from analysis.engine.secrets.positions import SIGNS, Given, given
from analysis.engine.secrets.providers import Token, decoded, tokens
from analysis.engine.secrets.structures import Credential, PrivateKey, credentials, private_keys
from analysis.engine.secrets.values import entropy, is_placeholder, looks_generated
from analysis.engine.vocabulary import mentions

CERTAIN: Final = 0.95
DOUBTFUL: Final = 0.4
_LEAST_ENTROPY: Final = 2.6  # of an issued token, in bits a character: below it, somebody held a key down
_PUBLISHED_EXAMPLE: Final = b'"1234567890"'  # the subject of the token that every manual shows
_SHORTEST_WITH_STRUCTURE: Final = 12
_TEXTS: Final = frozenset({str, bytes})
_LONG: Final = 12  # characters from which a secret is no ordinary word


class Secret(NamedTuple):
    """A secret in the source: where it stands, what it is, how sure that is."""

    at: ast.expr | int
    line: int
    what: str  # begins a sentence: "The password `DB_PASSWORD`"
    name: str | None  # of the variable, key or parameter that holds it
    confidence: float
    hidden: tuple[str, ...]  # the texts to be masked
    is_issued: bool = False  # by a provider, so that it can be revoked there
    is_key: bool = False  # a cryptographic key
    is_fallback: bool = False  # holds only where nothing is configured


def secrets(module: Module) -> tuple[Secret, ...]:
    """The secrets of a file, in the order of lines; worked out once a file."""
    return module.memo(_secrets)


def _secrets(module: Module) -> tuple[Secret, ...]:
    told: dict[int, list[str]] = {}
    kept: list[Secret] = []
    for secret in chain(_issued(module), _keys(module), _named(module), _given(module), _inside_literals(module)):
        known = told.setdefault(secret.line, [])
        if not any(text in one or one in text for text in secret.hidden for one in known):
            kept.append(secret)
        known.extend(secret.hidden)
    return tuple(sorted(kept, key=lambda secret: secret.line))


def _line_of(text: str, position: int) -> int:
    before = text[:position]
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _issued(module: Module) -> Iterator[Secret]:
    """Tokens of known providers: anywhere in the file, comments too."""
    for token in tokens(module.text):
        line = _line_of(module.text, token.start)
        if (confidence := _token_confidence(token)) is not None:
            doubt = 0.5 if _is_in_docstring(line, module) else 1.0
            yield Secret(line, line, token.provider.name, None, confidence * doubt, (token.text,), is_issued=True)
    yield from _issued_in_pieces(module)


def _issued_in_pieces(module: Module) -> Iterator[Secret]:
    """Tokens that the source writes as adjacent literals."""
    for node in _long_literals(module):
        if node.end_col_offset is not None and isinstance(node.value, str) and _is_in_pieces(node):
            for token in tokens(node.value):
                if (confidence := _token_confidence(token)) is not None:
                    name = token.provider.name
                    yield Secret(node, node.lineno, name, None, confidence, (token.text,), is_issued=True)


def _is_in_pieces(node: ast.Constant) -> bool:
    """Whether the literal takes more of the source than one pair of quotes would."""
    spans_lines = node.end_lineno != node.lineno
    return spans_lines or (node.end_col_offset or 0) - node.col_offset > len(str(node.value)) + 3


def _token_confidence(token: Token) -> float | None:
    if entropy(token.text) < _LEAST_ENTROPY or is_placeholder(token.text):
        return None
    if token.text.startswith("eyJ"):
        is_example = _PUBLISHED_EXAMPLE in decoded(token.text.split(".")[1])
        return 0.7 if token.is_genuine and not is_example else None
    if not token.provider.is_live:
        return POSSIBLE
    return CERTAIN if token.is_genuine else POSSIBLE


def _is_in_docstring(line: int, module: Module) -> bool:
    return any(node.lineno <= line <= (node.end_lineno or line) for node in module.memo(_docstrings))


def _docstrings(module: Module) -> list[ast.Constant]:
    """The literals that stand alone as statements."""
    values = (node.value for node in module.nodes(ast.Expr))
    return [value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def _keys(module: Module) -> Iterator[Secret]:
    for key in private_keys(module.text):
        line = _line_of(module.text, key.start)
        yield Secret(line, line, "A private key", None, _key_confidence(key, line, module), key.lines, is_key=True)


def _key_confidence(key: PrivateKey, line: int, module: Module) -> float:
    confidence = CERTAIN if key.is_genuine else POSSIBLE
    return confidence * 0.5 if _is_in_docstring(line, module) else confidence


def _named(module: Module) -> Iterator[Secret]:
    """Literals under a telling name."""
    for candidate in candidates(module) if announces(module) else ():
        confidence = judged(candidate)
        if confidence is not None and (not module.is_test or looks_generated(candidate.literal.text)):
            literal = candidate.literal
            yield Secret(
                literal.node,
                literal.node.lineno,
                _described(candidate),
                candidate.name,
                confidence,
                hidden(literal, module),
                is_fallback=literal.is_fallback,
            )


def _described(candidate: Candidate) -> str:
    kind = kind_of(candidate.name)
    return f"The {kind.name.lower() if kind else 'secret'} `{candidate.name}`"


def _given(module: Module) -> Iterator[Secret]:
    """Literals that a call takes as a password or a key."""
    for one in given(module) if mentions(module, SIGNS) else ():
        text = one.literal.text
        generated = looks_generated(text)
        if is_placeholder(text) or (module.is_test and not generated) or not _can_be_given(one):
            continue
        confidence = GENERATED if generated else LIKELY
        texts = hidden(one.literal, module)
        yield Secret(one.literal.node, one.literal.node.lineno, one.what, None, confidence, texts, is_key=one.is_key)


def _can_be_given(one: Given) -> bool:
    return one.is_key or (len(one.literal.text) >= 3 and not one.literal.text.isspace())


def _inside_literals(module: Module) -> Iterator[Secret]:
    """Passwords inside longer texts: addresses, connection strings, headers."""
    for node in _long_literals(module):
        text = node.value.decode("ascii", "replace") if isinstance(node.value, bytes) else str(node.value)
        for credential in credentials(text):
            if not module.is_test or not credential.is_doubtful:
                yield Secret(
                    node, node.lineno, credential.what, None, _certainty(credential, module), (credential.hidden,)
                )


def _certainty(credential: Credential, module: Module) -> float:
    if credential.is_doubtful:
        return DOUBTFUL if is_development(module) else POSSIBLE
    return LIKELY


def _long_literals(module: Module) -> list[ast.Constant]:
    """The literals long enough for a structure, docstrings left out."""
    return module.memo(_find_long_literals)


def _find_long_literals(module: Module) -> list[ast.Constant]:
    texts = [node for node in module.nodes(ast.Constant) if type(node.value) in _TEXTS]
    long = [node for node in texts if len(cast("str", node.value)) >= _SHORTEST_WITH_STRUCTURE]
    return [node for node in long if not isinstance(module.parents[node], ast.Expr)]


def hidden(literal: Literal, module: Module) -> tuple[str, ...]:
    """The texts to be masked for a literal: as the source writes it, with its quotes; alone too, if it is long.

    A short one may be an ordinary word, `"root"`, which must stay readable elsewhere in the file.
    """
    node, value = literal.node, literal.text.strip()
    texts = {value} if len(value) >= _LONG or not isinstance(node, ast.Constant) else set()
    if isinstance(node, ast.Constant) and node.lineno == node.end_lineno:
        source = module.lines[node.lineno - 1].encode()[node.col_offset : node.end_col_offset]
        texts.add(source.decode("utf-8", "replace").lstrip("bBrRuUfF"))
    return tuple(sorted(text for text in texts if text)) or (value,)

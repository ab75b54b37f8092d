"""An initialisation vector or nonce is a constant.

With the same key and the same vector, equal texts look equal, and with GCM, CTR or ChaCha20 two of them suffice to
read both and to forge more. It must be drawn anew for each message, and is sent along in the clear.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.engine.call_sites import argument
from analysis.engine.constants import UNKNOWN, constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

_MODES: Final = "cryptography.hazmat.primitives.ciphers.modes"
_LIBRARIES: Final = ("Crypto", "Cryptodome")
# Where the vector stands: its keywords, its position.
VECTORS: Final[Mapping[str, tuple[tuple[str, ...], int | None]]] = {
    **{
        f"{library}.Cipher.{cipher}.new": (("iv", "IV", "nonce"), 2)
        for library in _LIBRARIES
        for cipher in ("AES", "DES", "DES3", "Blowfish", "CAST")
    },
    **{
        f"{library}.Cipher.{cipher}.new": (("nonce",), None)
        for library in _LIBRARIES
        for cipher in ("ChaCha20", "ChaCha20_Poly1305", "Salsa20")
    },
    f"{_MODES}.CBC": (("initialization_vector",), 0),
    f"{_MODES}.CFB": (("initialization_vector",), 0),
    f"{_MODES}.OFB": (("initialization_vector",), 0),
    f"{_MODES}.GCM": (("initialization_vector",), 0),
    f"{_MODES}.CTR": (("nonce",), 0),
    f"{_MODES}.XTS": (("tweak",), 0),
    "cryptography.hazmat.primitives.ciphers.algorithms.ChaCha20": (("nonce",), 1),
}
_AEAD: Final = tuple(
    f"cryptography.hazmat.primitives.ciphers.aead.{name}"
    for name in ("AESGCM", "AESCCM", "AESOCB3", "ChaCha20Poly1305")
)
SIGNS: Final = frozenset(
    {"Crypto", "Cryptodome", "cryptography"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.9,
    cwe=329,
    recommendation="Draw it for each message, `nonce = os.urandom(12)`, and send it in front of the ciphertext.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for constants where ciphers take a vector."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for name in VECTORS.keys() & module.calls.keys():
        keywords, position = VECTORS[name]
        for call in module.calls[name]:
            yield from _judged(call, _first(call, keywords, position), name.rpartition(".")[2], module)
    for call in _one_shot(module):
        yield from _judged(call, argument(call, "nonce", 0), "encrypt", module)


def _first(call: ast.Call, keywords: tuple[str, ...], position: int | None) -> ast.expr | None:
    found = (argument(call, keyword) for keyword in keywords)
    return next((value for value in found if value is not None), None) or argument(call, None, position)


def _one_shot(module: Module) -> Iterator[ast.Call]:
    """`AESGCM(key).encrypt(nonce, …)`: the nonce is the first argument of the method."""
    for maker in module.calls_to(*_AEAD):
        attribute = module.parents[maker]
        call = module.parents.get(attribute)
        if isinstance(attribute, ast.Attribute) and attribute.attr == "encrypt" and isinstance(call, ast.Call):
            yield call


def _judged(call: ast.Call, value: ast.expr | None, name: str, module: Module) -> Iterator[Hit]:
    known = constant(_unwrapped(value), module)
    if value is not None and known is not UNKNOWN and isinstance(known, bytes | str | int):
        yield Hit(call, f"`{name}` gets the same initialisation vector or nonce every time.")


def _unwrapped(value: ast.expr | None) -> ast.expr | None:
    """What `bytes(16)` and `bytearray(16)` make bytes of."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"bytes", "bytearray"}:
        return value.args[0] if value.args else None
    return value

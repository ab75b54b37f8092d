"""A broken cipher or mode encrypts.

DES, 3DES, RC2, RC4, Blowfish, CAST5 and IDEA have keys or blocks too small for today, ECB shows equal blocks as equal,
and RSA with PKCS#1 v1.5 padding gives the text away to who may ask often enough.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.engine.call_sites import argument, arguments, method_calls
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

_LIBRARIES: Final = ("Crypto", "Cryptodome")
_HAZMAT: Final = (
    "cryptography.hazmat.primitives.ciphers.algorithms",
    "cryptography.hazmat.decrepit.ciphers.algorithms",
)
CIPHERS: Final[Mapping[str, str]] = {
    **{
        f"{library}.Cipher.{name}.new": name
        for library in _LIBRARIES
        for name in ("ARC2", "ARC4", "Blowfish", "CAST", "DES", "DES3", "XOR")
    },
    **{
        f"{module}.{name}": name
        for module in _HAZMAT
        for name in ("ARC4", "Blowfish", "CAST5", "IDEA", "RC2", "SEED", "TripleDES")
    },
    "pyDes.des": "DES",
    "pyDes.triple_des": "3DES",
    "arc4.ARC4": "ARC4",
}
ECB: Final = frozenset(
    f"{library}.Cipher.{cipher}.MODE_ECB"
    for library in _LIBRARIES
    for cipher in ("AES", "DES", "DES3", "Blowfish", "CAST", "ARC2")
)
ADVICE_PADDING: Final = (
    "Encrypt with OAEP: `PKCS1_OAEP.new(key)`, `padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), …)`."
)
PADDING: Final = 780
SIGNS: Final = frozenset(
    {"Crypto", "Cryptodome", "arc4", "cryptography", "pyDes"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.9,
    cwe=327,
    recommendation="Use an authenticated cipher: `AESGCM(key).encrypt(nonce, data, None)`, `ChaCha20Poly1305`, or `Fernet`.",
    aliases=("S304", "S305", "S413", "B304", "B305", "B413"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at ciphers, modes and paddings by their full names."""
    if not mentions(module, SIGNS):
        return
    for name in CIPHERS.keys() & module.calls.keys():
        for call in module.calls[name]:
            yield Hit(call, f"`{CIPHERS[name]}` no longer keeps a text secret.")
    yield from _ecb(module)
    yield from _padding(module)


def _ecb(module: Module) -> Iterator[Hit]:
    for call in module.calls_to("cryptography.hazmat.primitives.ciphers.modes.ECB"):
        yield Hit(call, "ECB encrypts equal blocks to equal blocks, so that patterns stay visible.")
    for library in _LIBRARIES:
        for call in module.calls_to(f"{library}.Cipher.AES.new"):
            mode = argument(call, "mode", 1)
            if mode is None and _is_key_alone(call):
                yield Hit(
                    call,
                    "`AES.new` without a mode is ECB, which encrypts equal blocks to equal blocks.",
                    confidence=0.7,
                )
            elif mode is not None and module.dotted(mode) in ECB:
                yield Hit(call, "ECB encrypts equal blocks to equal blocks, so that patterns stay visible.")


def _is_key_alone(call: ast.Call) -> bool:
    """Whether only a key is passed, and nothing unpacked that could hold a mode."""
    unpacked = any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords)
    return len(call.args) + len(call.keywords) == 1 and not unpacked


def _padding(module: Module) -> Iterator[Hit]:
    text = "RSA with PKCS#1 v1.5 padding lets a text be decrypted by asking often enough."
    for call in module.calls_to(*(f"{library}.Cipher.PKCS1_v1_5.new" for library in _LIBRARIES)):
        yield Hit(call, text, severity=Severity.MEDIUM, cwe=PADDING, recommendation=ADVICE_PADDING)
    name = "cryptography.hazmat.primitives.asymmetric.padding.PKCS1v15"
    for call in method_calls(module, "encrypt", "decrypt"):
        if any(isinstance(a, ast.Call) and module.dotted(a.func) == name for a in arguments(call)):
            yield Hit(call, text, severity=Severity.MEDIUM, cwe=PADDING, recommendation=ADVICE_PADDING)

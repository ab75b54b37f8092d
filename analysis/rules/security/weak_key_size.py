"""A key is too short to last.

RSA, DSA and Diffie-Hellman below 2048 bits and elliptic curves below 224 are within reach of those who want them.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.engine.call_sites import argument, arguments
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

_ASYMMETRIC: Final = "cryptography.hazmat.primitives.asymmetric"
# Where the size in bits stands: keyword and position.
SIZES: Final[Mapping[str, tuple[str, int]]] = {
    f"{_ASYMMETRIC}.rsa.generate_private_key": ("key_size", 1),
    f"{_ASYMMETRIC}.dsa.generate_private_key": ("key_size", 0),
    f"{_ASYMMETRIC}.dsa.generate_parameters": ("key_size", 0),
    f"{_ASYMMETRIC}.dh.generate_parameters": ("key_size", 1),
    **{
        f"{library}.PublicKey.{name}.generate": ("bits", 0)
        for library in ("Crypto", "Cryptodome")
        for name in ("RSA", "DSA", "ElGamal")
    },
    "paramiko.RSAKey.generate": ("bits", 0),
    "paramiko.DSSKey.generate": ("bits", 0),
    "rsa.newkeys": ("nbits", 0),
}
SMALL_CURVES: Final = frozenset(
    f"{_ASYMMETRIC}.ec.{name}" for name in ("SECP192R1", "SECT163K1", "SECT163R2", "BrainpoolP160R1", "BrainpoolP192R1")
)
SIGNS: Final = frozenset(
    {"Crypto", "Cryptodome", "cryptography", "paramiko", "rsa"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.95,
    cwe=326,
    recommendation="Generate RSA keys of 3072 bits, or use `ed25519.Ed25519PrivateKey.generate()`.",
    aliases=("S505", "B505"),
)
def check(_: ast.Module, module: Module, *, least_bits: int = 2048) -> Iterator[Hit]:
    """Compare the sizes that key generators are given with `least_bits`."""
    if not mentions(module, SIGNS):
        return
    for name in SIZES.keys() & module.calls.keys():
        for call in module.calls[name]:
            bits = constant(argument(call, *SIZES[name]), module)
            if isinstance(bits, int) and 0 < bits < least_bits:
                yield Hit(call, f"A key of {bits} bits is made (at least {least_bits}).")
    for call in module.calls_to(f"{_ASYMMETRIC}.ec.generate_private_key", f"{_ASYMMETRIC}.ec.derive_private_key"):
        for value in arguments(call):
            curve = module.dotted(value.func if isinstance(value, ast.Call) else value)
            if curve in SMALL_CURVES:
                yield Hit(call, f"The curve `{curve.rpartition('.')[2]}` is too small.")

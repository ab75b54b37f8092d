"""How alike two pieces of code are: by their tokens and by which token follows which."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Final

MAX_TOKENS: Final = 400  # of a piece of code; what follows says little more and costs the same
_BITS: Final = 64
_SIGN: Final = 1 << (_BITS - 1)
# A feature's bits, spread to 64 lanes of 16 bits, so that one addition of big integers counts all of them.
_LANES_OF_BYTE: Final = [b"".join((byte >> bit & 1).to_bytes(2, "little") for bit in range(8)) for byte in range(256)]
_ONE_IN_EACH_LANE: Final = int.from_bytes(b"\x01\x00" * _BITS, "little")
_TOP_BIT_AS_DIGIT: Final = bytes(b"01"[byte >> 7] for byte in range(256))


def features(tokens: Sequence[str]) -> frozenset[str]:
    """What two pieces of code are compared by: each token, and each two in a row."""
    tokens = tokens[:MAX_TOKENS]
    return frozenset([*tokens, *(f"{one} {following}" for one, following in pairwise(tokens))])


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the features that both have (Jaccard): from 0.0 to 1.0."""
    if one == other:
        return 1.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def simhash(code: frozenset[str]) -> int:
    """64 bits, as a signed number, more of which agree the more features two pieces of code share."""
    if not code:
        return 0
    lanes = 2 * sum(map(_lanes, code)) + (0x8000 - len(code) - 1) * _ONE_IN_EACH_LANE
    # A lane's top bit is set now where more than half of the features had the bit.
    digits = lanes.to_bytes(2 * _BITS, "little")[1::2].translate(_TOP_BIT_AS_DIGIT)
    bits = int(digits[::-1], 2)
    return bits - (1 << _BITS) if bits & _SIGN else bits


@lru_cache(maxsize=1 << 16)
def _lanes(feature: str) -> int:
    digest = blake2b(feature.encode("utf-8", "replace"), digest_size=_BITS // 8).digest()
    return int.from_bytes(b"".join(_LANES_OF_BYTE[byte] for byte in digest), "little")

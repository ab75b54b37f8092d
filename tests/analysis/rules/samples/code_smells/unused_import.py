import json
import os  # hit
import os.path as paths  # hit
import xml.dom
from collections import (
    OrderedDict,  # hit
    defaultdict,
)
from typing import TYPE_CHECKING, TypeVar, cast

from package import exported, reexported as reexported
from package.one import *

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction
    from numbers import Number  # hit

try:
    import orjson
except ImportError:
    orjson = None

try:
    import ujson
except (ImportError, AttributeError):
    pass

__all__ = ["exported", "parse"]
T = TypeVar("T", bound="Fraction")


def parse(text: "Decimal | None") -> dict:
    import re  # hit
    import struct

    found = defaultdict(list)
    found["x"].append(cast("T", struct.pack("i", 1)))
    return {**json.loads(text), **found, "dom": xml.dom}


def other(re):
    return re


class Config:
    def ready(self):
        import package.signals

import datetime
import operator
from dataclasses import dataclass, field
from pathlib import Path


def log(text, at=datetime.datetime.now()):  # hit
    return text, at


def settings(values=load()):  # hit
    return values


@dataclass
class Event:
    at: datetime.datetime = datetime.datetime.now()  # hit
    where: str = field(default_factory=str)


def told(text, at=None):
    return text, at or datetime.datetime.now()


def by(key=operator.itemgetter(1), names=frozenset(), folder=Path("."), pair=tuple()):
    return key, names, folder, pair


def load():
    return {}

from typing import Any, Optional


def greet(name: str = None, count: int = None):  # hit
    return name, count


def right(name: str | None = None, other: Optional[int] = None, any_: Any = None, plain=None, size: int = 0):
    return name, other, any_, plain, size


def keyword(*, names: list[str] = None):  # hit
    return names


def nothing(value: None = None, thing: object = None):
    return value, thing

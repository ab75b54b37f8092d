def read(source):
    first = source.read()  # type: ignore  # hit
    second = source.read()  # type: ignore[attr-defined]
    third = source.read()  # pyright: ignore[reportAny]
    fourth = source.read()  # ignore this
    fifth = source.read()  # noqa: F401
    return first, second, third, fourth, fifth

class Failed(Exception):
    pass


def plain(value):
    if value is None:
        raise Exception("no value")  # hit
    if value < 0:
        raise BaseException  # hit
    return value


def named(value):
    if value is None:
        raise Failed("no value")
    if value < 0:
        raise ValueError(value)
    try:
        return open_door()
    except Exception:
        raise


def kept(value):
    error = Exception(value)
    return error

def read(source):
    try:
        return source.read()
    except OSError:
        raise ValueError("not read")  # hit
    except KeyError as error:
        raise ValueError(str(error))  # hit


def right(source):
    try:
        return source.read()
    except OSError as error:
        raise ValueError("not read") from error
    except KeyError:
        raise ValueError("not read") from None
    except LookupError:
        raise
    except TypeError as error:
        raise error


def apart(source):
    if source is None:
        raise ValueError("no source")
    return source

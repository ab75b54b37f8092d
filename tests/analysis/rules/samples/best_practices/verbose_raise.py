def read(source):
    try:
        return source.read()
    except OSError as error:
        source.close()
        raise error  # hit


def right(source):
    try:
        return source.read()
    except OSError:
        source.close()
        raise
    except KeyError as error:
        source.close()
        raise ValueError from error
    except LookupError as error:
        source.close()
        raise error.inner

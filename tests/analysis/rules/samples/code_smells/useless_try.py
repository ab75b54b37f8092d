def read(source):
    try:
        return source.read()
    except OSError:  # hit
        raise


def named(source):
    try:
        return source.read()
    except ValueError as error:  # hit
        raise error


def tidied(source):
    try:
        return source.read()
    except OSError:
        source.close()
        raise


def translated(source):
    try:
        return source.read()
    except OSError as error:
        raise ValueError from error


def sorted_out(source):
    try:
        return source.read()
    except KeyError:
        raise
    except LookupError:
        return None

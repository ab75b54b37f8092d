def read(source):
    try:
        return source.read()
    except ValueError or OSError:  # hit
        return 1
    except ():  # hit
        return 2
    except "text":  # hit
        return 3


def right(source, errors):
    try:
        return source.read()
    except (ValueError, OSError):
        return 1
    except errors:
        return 2
    except source.Error:
        return 3
    except (*errors, KeyError):
        return 4

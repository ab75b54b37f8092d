import socket


def read(source):
    try:
        return source.read()
    except (ValueError, ValueError):  # hit
        return 1


def twice(source):
    try:
        return source.read()
    except ValueError:
        return 1
    except OSError:
        return 2
    except ValueError:  # hit
        return 3


def right(source):
    try:
        return source.read()
    except (ValueError, OSError):
        return 1
    except KeyError:
        return 2
    finally:
        socket.close(1)

import contextlib


def quiet(items):
    for item in items:
        try:
            item.close()
        except Exception:  # hit
            pass
        try:
            item.close()
        except (ValueError, BaseException):  # hit
            continue
        try:
            item.close()
        except:  # hit
            ...


def expected(items):
    try:
        items.close()
    except OSError:
        pass
    try:
        items.close()
    except (KeyError, ValueError):
        pass
    with contextlib.suppress(OSError):
        items.close()


def told(items, logger):
    try:
        items.close()
    except Exception:
        logger.exception("not closed")
    try:
        items.close()
    except Exception:
        return None
    return items

import logging
import traceback

logger = logging.getLogger(__name__)


def lost(source):
    try:
        return source.read()
    except Exception:  # hit
        return None


def lost_too(source):
    value = 1
    try:
        value = source.read()
    except (ValueError, BaseException) as error:  # hit
        value = 2
    return value


def told(source):
    try:
        return source.read()
    except Exception:
        logger.exception("not read")
        return None


def printed(source):
    try:
        return source.read()
    except Exception:
        traceback.print_exc()
        return None


def used(source):
    try:
        return source.read()
    except Exception as error:
        return str(error)


def raised(source):
    try:
        return source.read()
    except Exception:
        source.close()
        raise


def specific(source):
    try:
        return source.read()
    except (OSError, ValueError):
        return None


def silent(source):
    try:
        source.read()
    except Exception:
        pass

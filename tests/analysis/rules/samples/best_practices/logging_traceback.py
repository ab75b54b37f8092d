import logging

logger = logging.getLogger(__name__)


def read(source):
    try:
        return source.read()
    except OSError:
        logger.error("not read", exc_info=True)  # hit
    except ValueError:
        logger.exception("not read", exc_info=True)  # hit
    except KeyError:
        logger.error("not read")  # hit
    except LookupError as error:
        logger.exception("not read: %s", error)  # hit
    except TypeError:
        logger.exception("not read")
    except RuntimeError:
        logger.warning("not read")
    logger.error("nothing read")
    return None

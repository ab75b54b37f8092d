import logging

logger = logging.getLogger(__name__)


def read(source):
    if source is None:
        logger.exception("no source")  # hit
    try:
        return source.read()
    except OSError:
        logger.exception("not read", exc_info=False)  # hit
    except ValueError:
        logger.exception("not read")
    except KeyError:
        logger.error("not read")
    logger.error("nothing read")
    return None

import logging

logger = logging.getLogger(__name__)


def tell(user):
    logger.warn("user %s", user)  # hit
    logging.warn("user %s", user)  # hit
    logger.setLevel(logging.WARN)  # hit
    logger.warning("user %s", user)
    logging.warning("user %s", user)
    logger.setLevel(logging.WARNING)
    logger.setLevel(logging.FATAL)
    user.warn("x")

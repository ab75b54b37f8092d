import logging

logger = logging.getLogger(__name__)


def tell(name, count):
    logger.info("%s has %d", name)  # hit
    logger.info("%s", name, count)  # hit
    logging.error("%s has %d", name, count, 5)  # hit
    logger.info("%s has %d", name, count)
    logger.info("%(name)s", {"name": name})
    logger.info("done")
    logger.info("100%% of %s", name)
    logger.info(name, count)

import logging

logger = logging.getLogger(__name__)


def tell(user, count):
    logger.info("user %s" % user)  # hit
    logger.info("user {}".format(user))  # hit
    logger.info(f"user {user}")  # hit
    logger.info("user " + user)  # hit
    logging.error(f"user {user}")  # hit
    logger.info("user %s", user)
    logger.info("user %s has %d", user, count)
    logger.info("done")
    logger.info(user)
    logger.error("user %s", f"{user}")
    print(f"user {user}")

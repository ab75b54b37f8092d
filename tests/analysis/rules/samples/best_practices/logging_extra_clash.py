import logging

logger = logging.getLogger(__name__)


def tell(user):
    logger.info("seen", extra={"name": user})  # hit
    logger.info("seen", extra=dict(module=user))  # hit
    logger.info("seen", extra={"user_name": user})
    logger.info("seen", extra=dict(user_name=user))
    logger.info("seen", extra=user.fields)
    user.info("seen", other={"name": user})

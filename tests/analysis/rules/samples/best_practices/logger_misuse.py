import logging

first = logging.Logger("a")  # hit
second = logging.getLogger(__file__)  # hit
third = logging.getLogger(__name__)
fourth = logging.getLogger("app.part")
fifth = logging.getLogger()


def tell(user):
    logging.info("user %s", user)  # hit
    logging.basicConfig(level=logging.INFO)
    third.info("user %s", user)
    logging.disable(logging.CRITICAL)

import logging

logger = logging.getLogger(__name__)


def log_in(user, password, api_key, access_token, token):
    logger.info("login of %s with %s", user, password)  # hit
    logger.debug(f"{user}: {password}")  # hit
    logging.warning("key " + api_key)  # hit
    logging.error("wrong token: {}".format(access_token))  # hit
    self.logger.debug("secret is %s" % settings.CLIENT_SECRET)  # hit
    print("password:", user.password)  # hit
    print(request.form["password"])  # hit
    logger.info("login of %s", user)
    logger.info("password of %s is wrong", user)
    logger.debug("password has %d characters", len(password))
    logger.debug("key %s", mask(api_key))
    logger.debug("key %s", masked_api_key)
    logger.debug("parsed %s", token)
    logger.debug("the hash is %s", user.password_hash)
    logger.info("reset for %s", reset_password_url)
    print("Enter the password")
    print(tokens, next_token)
    math.log(password)
    send("info", password)
    return bool(password)

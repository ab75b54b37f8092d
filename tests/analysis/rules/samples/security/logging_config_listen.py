import logging.config

server = logging.config.listen(9999)  # hit
server = logging.config.listen()  # hit

server = logging.config.listen(9999, verify=check_signature)
logging.config.dictConfig({"version": 1})
logging.config.fileConfig("logging.ini")
logging.config.stopListening()
server = radio.config.listen(9999)

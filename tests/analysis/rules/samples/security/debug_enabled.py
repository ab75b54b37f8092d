# path: shop/settings.py
import os

from decouple import config
from fastapi import FastAPI
from flask import Flask

DEBUG = True  # hit
TEMPLATE_DEBUG = True  # hit
app = Flask(__name__)
app.run(host="127.0.0.1", debug=True)  # hit
app.debug = True  # hit
app.config["DEBUG"] = True  # hit
api = FastAPI(debug=True)  # hit
os.environ["FLASK_DEBUG"] = "1"  # hit


class ProductionConfig:
    DEBUG = True  # hit


class Config:
    DEBUG = config("DEBUG", default=True, cast=bool)  # hit


class EnvironmentSettings:
    DEBUG = os.environ.get("DEBUG", "True") == "True"  # hit


class DevelopmentConfig(Config):
    DEBUG = True


class TestingConfig(Config):
    DEBUG = True


class Printer:
    DEBUG = True

    def run(self, debug=True):
        DEBUG = True
        return DEBUG


class SafeSettings:
    DEBUG = os.environ.get("DEBUG") == "1"


class SaferSettings:
    DEBUG = config("DEBUG", default=False, cast=bool)


class Logging:
    LEVELS = {"DEBUG": True, "INFO": 20}


if os.environ.get("ENVIRONMENT") == "development":
    DEBUG = True

app.run(debug=False)
app.run(debug=settings.debug)
app.run()
app.config["DEBUG"] = False
printer.debug = True
asyncio.run(main(), debug=True)
logger = make_logger(debug=True)
result = convert(source, debug=True)

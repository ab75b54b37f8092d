# path: shop/settings.py
from aiohttp import web

DATA_UPLOAD_MAX_MEMORY_SIZE = None  # hit
DATA_UPLOAD_MAX_NUMBER_FIELDS = None  # hit
app.config["MAX_CONTENT_LENGTH"] = None  # hit
application = web.Application(client_max_size=0)  # hit

FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
application = web.Application(client_max_size=4 * 1024**2)
application = web.Application()
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024
limit = app.config["MAX_CONTENT_LENGTH"]


class Settings:
    DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
    DATA_UPLOAD_MAX_NUMBER_FIELDS = env.int("FIELDS", default=1000)

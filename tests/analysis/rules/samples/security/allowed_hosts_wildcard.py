# path: shop/settings.py
from starlette.middleware.trustedhost import TrustedHostMiddleware

ALLOWED_HOSTS = ["*"]  # hit
settings.ALLOWED_HOSTS = ("shop.test", "*")  # hit
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["*"])  # hit

app.add_middleware(TrustedHostMiddleware, allowed_hosts=["shop.test", "*.shop.test"])
hosts = ["*"]
CORS_ALLOW_HEADERS = ["*"]


class Settings:
    ALLOWED_HOSTS = ["shop.test", ".shop.test"]


class FromEnvironment:
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])


class Empty:
    ALLOWED_HOSTS = []

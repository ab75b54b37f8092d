# path: shop/settings.py
from django.views.decorators.clickjacking import xframe_options_exempt, xframe_options_sameorigin
from flask_talisman import Talisman

SECURE_CONTENT_TYPE_NOSNIFF = False  # hit
SECURE_SSL_REDIRECT = False  # hit
SECURE_HSTS_SECONDS = 0  # hit
SECURE_REFERRER_POLICY = "unsafe-url"  # hit
X_FRAME_OPTIONS = "ALLOWALL"  # hit
response["X-Frame-Options"] = "ALLOWALL"  # hit
Talisman(app, force_https=False)  # hit
Talisman(app, content_security_policy=None)  # hit


@xframe_options_exempt  # hit
def widget(request):
    return render(request, "widget.html")


@xframe_options_sameorigin
def preview(request):
    return render(request, "preview.html")


Talisman(app)
Talisman(app, force_https=True, content_security_policy=policy)
response["X-Frame-Options"] = "DENY"


class Settings:
    SECURE_CONTENT_TYPE_NOSNIFF = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_REFERRER_POLICY = "same-origin"
    X_FRAME_OPTIONS = "SAMEORIGIN"


class FromEnvironment:
    SECURE_SSL_REDIRECT = env.bool("REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("HSTS", default=3600)

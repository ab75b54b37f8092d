# path: shop/settings.py
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect, ensure_csrf_cookie
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect(app)


@csrf_exempt  # hit
def transfer(request):
    return pay(request.POST["to"], request.POST["amount"])


@method_decorator(csrf_exempt, name="dispatch")  # hit
class Transfer(View):
    pass


@app.post("/transfer")
@csrf.exempt  # hit
def flask_transfer():
    return pay(request.form["to"])


@csrf_exempt  # hit
def stripe_webhook(request):
    return verify(request.body, request.headers["Stripe-Signature"])


urlpatterns = [
    path("pay/", csrf_exempt(views.pay)),  # hit
    path("show/", views.show),
]
WTF_CSRF_ENABLED = False  # hit
app.config["WTF_CSRF_ENABLED"] = False  # hit
form = LoginForm(csrf_enabled=False)  # hit
application = Application(routes, xsrf_cookies=False)  # hit
MIDDLEWARE = [  # hit
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
]


class PayForm(FlaskForm):
    class Meta:
        csrf = False  # hit


class Session(SessionAuthentication):
    def enforce_csrf(self, request):  # hit
        return


class Checked(SessionAuthentication):
    def enforce_csrf(self, request):
        super().enforce_csrf(request)


@csrf_protect
def checked(request):
    return pay(request.POST["to"])


@ensure_csrf_cookie
def page(request):
    return render(request, "page.html")


class SearchForm(FlaskForm):
    class Meta:
        csrf = True


class Api:
    MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]


class Site:
    MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]


CSRF_COOKIE_SECURE = True
application = Application(routes, xsrf_cookies=True)
form = LoginForm()

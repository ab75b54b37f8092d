# path: shop/settings.py
from http.cookies import SimpleCookie

SESSION_COOKIE_SECURE = False  # hit
CSRF_COOKIE_SECURE = False  # hit
SESSION_COOKIE_HTTPONLY = False  # hit
SESSION_COOKIE_SAMESITE = "None"  # hit
app.config["REMEMBER_COOKIE_SECURE"] = False  # hit
app.add_middleware(SessionMiddleware, secret_key=key, https_only=False)  # hit

response.set_cookie("theme", "dark", secure=False)  # hit
response.set_cookie("sessionid", key)  # hit
response.set_cookie("access_token", token, httponly=True)  # hit
response.set_cookie(key="auth", value=token, secure=True, httponly=False)  # hit
response.set_cookie("token", token, secure=True, httponly=True, samesite="None")  # hit
response.set_cookie(settings.SESSION_COOKIE_NAME, session.key, httponly=True)  # hit
cookie = SimpleCookie()
cookie["session"]["secure"] = False  # hit

response.set_cookie("theme", "dark")
response.set_cookie("language", code, max_age=3600)
response.set_cookie("sessionid", key, secure=True, httponly=True)
response.set_cookie("token", token, secure=True, httponly=True, samesite="Strict")
response.set_cookie("token", token, secure=settings.secure, httponly=True)
response.set_cookie("csrftoken", token, secure=True)
response.set_cookie("csrftoken", token, secure=True, httponly=False)
response.set_cookie("token", token, **flags)
response.delete_cookie("sessionid")
cookie["session"]["secure"] = True
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_AGE = 3600


class Secure:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_SAMESITE = "Lax"


class FromEnvironment:
    SESSION_COOKIE_SECURE = env.bool("SECURE", default=True)


app.add_middleware(SessionMiddleware, secret_key=key, https_only=True)

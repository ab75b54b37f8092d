from datetime import UTC, datetime, timedelta

import jwt

token = jwt.encode({"sub": user.id}, key, algorithm="HS256")  # hit
token = jwt.encode(payload={"sub": user.id, "iat": now()}, key=key)  # hit
SIMPLE_JWT = {"ACCESS_TOKEN_LIFETIME": timedelta(days=3650)}  # hit
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False  # hit


def forever(user):
    claims = {"sub": user.id, "scope": "all"}
    return jwt.encode(claims, key)  # hit


token = jwt.encode({"sub": user.id, "exp": datetime.now(UTC) + timedelta(minutes=15)}, key)
token = jwt.encode({**claims, "sub": user.id}, key)
token = jwt.encode(claims, key)
token = jwt.encode(dict(sub=user.id), key)
SIMPLE_JWT = {"ACCESS_TOKEN_LIFETIME": timedelta(minutes=15), "REFRESH_TOKEN_LIFETIME": timedelta(days=30)}
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(hours=1)
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = lifetime
text = base64.encode({"sub": user.id}, key)


def added(user):
    body = {"sub": user.id}
    body["exp"] = datetime.now(UTC) + timedelta(minutes=15)
    return jwt.encode(body, key)


def updated(user, more):
    body = {"sub": user.id}
    body.update(more)
    return jwt.encode(body, key)

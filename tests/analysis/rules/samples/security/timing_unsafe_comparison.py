import hashlib
import hmac
import inspect


def verify(body, signature, key):
    if hmac.new(key, body, "sha256").hexdigest() == signature:  # hit
        return True
    expected = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
    if signature != expected:  # hit
        return False
    return request.headers["X-Signature"] == expected_signature  # hit


def authorize(request, settings):
    if request.headers.get("X-Api-Key") != settings.API_KEY:  # hit
        raise PermissionDenied
    if request.args["token"] == settings.WEBHOOK_TOKEN:  # hit
        return True
    return client.secret == received  # hit


def verify_safely(body, signature, key):
    expected = hmac.new(key, body, "sha256").hexdigest()
    return hmac.compare_digest(expected, signature)


class Link:
    def __eq__(self, other):
        return self.secret == other.secret


def others(token, left, right):
    if token == "endfor" or left.token == right.token:
        return None
    if inspect.signature(left) == inspect.signature(right):
        return None
    if hashlib.sha256(left).hexdigest() == right.checksum:
        return None
    if settings.API_KEY == "" or settings.API_KEY == None:
        return None
    if len(signature) != 64:
        return None
    if left.id == right.id and left.signature == right.signature:
        return None
    if token.type != previous.type or token in tokens:
        return None
    if page_token == last_token:
        return None
    return primary_key == other.primary_key

# path: shop/settings.py
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],  # hit
    "PAGE_SIZE": 50,
}


class Empty:
    REST_FRAMEWORK = {
        "DEFAULT_PERMISSION_CLASSES": [],  # hit
    }


class Closed:
    REST_FRAMEWORK = {
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
    }


class Own:
    REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": [PERMISSION]}


class Login(APIView):
    permission_classes = [AllowAny]

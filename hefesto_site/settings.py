"""Every environment's settings; only variables differ, and all of them are read here."""

from pathlib import Path

import django_stubs_ext

from hefesto_site import VERSION, embedded, environment, logs

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# Where we are

HEFESTO_ENV = environment.choice("HEFESTO_ENV", "development", ("development", "staging", "production", "test"))
IS_EXPOSED = HEFESTO_ENV in {"staging", "production"}
HEFESTO_HOST = environment.text("HEFESTO_HOST", "127.0.0.1")
PORT = environment.number("PORT", 8080, low=1, high=65535)
HEFESTO_DATA_DIR = environment.folder("HEFESTO_DATA_DIR", BASE_DIR / ".hefesto")
HEFESTO_WORKSPACE = environment.folder("HEFESTO_WORKSPACE", BASE_DIR, must_exist=True)
EMBEDDED = embedded.Servers(
    data_dir=str(HEFESTO_DATA_DIR),
    with_postgres=not environment.text("DATABASE_URL"),
    with_redis=not environment.text("REDIS_URL"),
    postgres_bin=environment.text("HEFESTO_POSTGRES_BIN"),
    redis_server=environment.text("HEFESTO_REDIS_SERVER"),
)

# Who may come in

DEBUG = environment.flag("HEFESTO_DEBUG", default=False)
SECRET_KEY = environment.text("HEFESTO_SECRET_KEY")
if IS_EXPOSED and DEBUG:
    raise environment.BadSetting(f"HEFESTO_DEBUG must be off when HEFESTO_ENV is {HEFESTO_ENV}.")
if IS_EXPOSED and len(SECRET_KEY) < 32:
    raise environment.BadSetting(
        f"HEFESTO_SECRET_KEY must be set, to at least 32 characters, when HEFESTO_ENV is {HEFESTO_ENV}."
    )
SECRET_KEY = SECRET_KEY or embedded.secret(HEFESTO_DATA_DIR, "secret-key")
LOOPBACK_NAMES = ("localhost", ".localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = environment.words("HEFESTO_ALLOWED_HOSTS", () if IS_EXPOSED else (*LOOPBACK_NAMES, HEFESTO_HOST))
if not ALLOWED_HOSTS:
    raise environment.BadSetting(
        f"HEFESTO_ALLOWED_HOSTS must name the hosts this service answers for when HEFESTO_ENV is {HEFESTO_ENV}."
    )
HEFESTO_ANONYMOUS_ACCESS = environment.flag("HEFESTO_ANONYMOUS_ACCESS", default=HEFESTO_ENV == "development")
HEFESTO_LICENSE_TIER = environment.choice("HEFESTO_LICENSE_TIER", "free", ("free", "pro", "enterprise"))
HEFESTO_IRIS_WEBHOOK_SECRET = environment.text("HEFESTO_IRIS_WEBHOOK_SECRET")
# From this confidence on, Iris says of code that it explains an alert.
CORRELATION_CONFIDENCE_THRESHOLD = 0.7
BEHIND_PROXY = environment.flag("HEFESTO_BEHIND_PROXY", default=False)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = IS_EXPOSED
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HEFESTO_ENV == "production" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HEFESTO_ENV == "production"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_EXPOSED
CSRF_TRUSTED_ORIGINS = environment.words("HEFESTO_CSRF_TRUSTED_ORIGINS")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What is installed

INSTALLED_APPS = [
    "hefesto_site",
    "hefesto_site.access",
    "findings",
    "analysis",
    "iris",
    "metrics",
    "hefesto_site.apps.HefestoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "hefesto_site.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hefesto_site.urls"
WSGI_APPLICATION = "hefesto_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
STATIC_URL = "/static/"
# Static files are found in the installed apps at start-up: no collectstatic step, in any environment.
WHITENOISE_USE_FINDERS = True

# Where things are kept

STATEMENT_TIMEOUT_SECONDS = environment.seconds("HEFESTO_STATEMENT_TIMEOUT_SECONDS", 5, low=0, high=86_400)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        **environment.database(
            "DATABASE_URL",
            embedded.database_url(EMBEDDED),
            # A web process must never wait long for a query. jit costs more than it brings on queries this short.
            {
                "connect_timeout": "5",
                "options": f"-c jit=off -c statement_timeout={int(STATEMENT_TIMEOUT_SECONDS * 1000)}",
            },
        ),
    }
}
REDIS_URL = environment.server_url("REDIS_URL", embedded.redis_url(EMBEDDED), ("redis", "rediss", "unix"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
FORMAT_MODULE_PATH = "hefesto_site.formats"

# Work in the background

CELERY_BROKER_URL = environment.server_url(
    "CELERY_BROKER_URL",
    environment.celery_broker(REDIS_URL),
    ("redis", "rediss", "redis+socket", "amqp", "amqps", "pyamqp"),
)
CELERY_TASK_DEFAULT_QUEUE = environment.text("HEFESTO_QUEUE", "hefesto")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Nobody steers workers through the broker; and on RabbitMQ its queue lets no second worker of a host start.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
HEFESTO_ANALYZE_WAIT_SECONDS = environment.seconds("HEFESTO_ANALYZE_WAIT_SECONDS", 10, low=0, high=600)
# A worker moves its analyses' leases on three times in this long; after it, a dead worker's analysis is taken up again.
HEFESTO_ANALYSIS_LEASE_SECONDS = environment.seconds("HEFESTO_ANALYSIS_LEASE_SECONDS", 30, low=1, high=3600)
HEFESTO_ANALYSIS_TIME_LIMIT_SECONDS = environment.seconds(
    "HEFESTO_ANALYSIS_TIME_LIMIT_SECONDS", 600, low=1, high=86_400
)
# Threads of one web process; all but one may wait for analyses.
HEFESTO_WEB_THREADS = environment.number("HEFESTO_WEB_THREADS", 8, low=2, high=64)
CELERY_BEAT_SCHEDULE = {
    "requeue-abandoned-analyses": {
        "task": "analysis.tasks.requeue_abandoned",
        "schedule": 10.0,
        "options": {"expires": 10},  # after an hour without workers, one search is enough
    },
    "compact-ledgers": {"task": "findings.tasks.compact_ledgers", "schedule": 60.0, "options": {"expires": 60}},
}

# How answers look: hefesto_site/api

REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["hefesto_site.access.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["hefesto_site.access.permissions.HasScope"],
    "DEFAULT_PARSER_CLASSES": ["hefesto_site.api.parsers.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["hefesto_site.api.envelope.EnvelopeRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "hefesto_site.api.negotiation.OneMediaType",
    "DEFAULT_METADATA_CLASS": "hefesto_site.api.metadata.Methods",
    "EXCEPTION_HANDLER": "hefesto_site.api.exceptions.respond",
    "DEFAULT_SCHEMA_CLASS": "hefesto_site.api.openapi.ContractSchema",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS: dict[str, object] = {
    "TITLE": "Hefesto API",
    "VERSION": VERSION,
    "DESCRIPTION": (
        "Send code in, get findings out, and keep what was decided about them.\n\n"
        "Every answer is an envelope: `success`, `data`, `error` and `timestamp`. An error has a `code`, a `message` "
        "and `details`; a request that breaks the contract (422) has all its faults in `details.errors`. "
        "An unknown address answers 404, a method that an address does not take 405, in the same envelope.\n\n"
        "Credentials are API keys: `Authorization: Bearer hf_…`. "
        "Every answer carries the request's id in `X-Request-ID`: name it when you report a fault."
    ),
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enum_id_removal",
        "hefesto_site.api.postprocessing.complete",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    # The pages and all they load come from this installation: no CDN, no foreign fonts.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/static/hefesto/icon.svg",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": True, "validatorUrl": None},
    "REDOC_DIST": "SIDECAR",
}

# Outside services

GEMINI_API_KEY = environment.text("GEMINI_API_KEY")
HEFESTO_GEMINI_ENDPOINT = environment.web_url("HEFESTO_GEMINI_ENDPOINT") or "https://generativelanguage.googleapis.com"
HEFESTO_BIGQUERY_PROJECT = environment.text("HEFESTO_BIGQUERY_PROJECT")
HEFESTO_BIGQUERY_DATASET = environment.text("HEFESTO_BIGQUERY_DATASET")
HEFESTO_BIGQUERY_ENDPOINT = environment.web_url("HEFESTO_BIGQUERY_ENDPOINT")

# What is told

LOG_LEVEL = environment.choice("HEFESTO_LOG_LEVEL", "info", ("debug", "info", "warning", "error"))
LOGGING = logs.configuration(level=LOG_LEVEL.upper(), as_json=IS_EXPOSED)

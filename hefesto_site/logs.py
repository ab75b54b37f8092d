"""Structured logs: JSON lines where machines read, colours where people do, and never a secret in either."""

import re
from collections.abc import Callable
from enum import Enum
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRET_NAMES = re.compile(
    r"passw|secret|token|authorization|cookie|api_?key|credential|signature|private", re.IGNORECASE
)
# What a line may tell of a key: enough to find it, not enough to use it.
HARMLESS_NAMES = frozenset({"key_prefix", "token_type"})
SECRET_SHAPES = re.compile(
    r"(?P<keep>\b(?:Bearer|Basic)\s+|://[^/\s:@]*:|\bhf_[A-Za-z0-9]{8}_)[^\s@'\",;]+"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*",
    re.IGNORECASE,
)
MASK = "[masked]"
DEEPEST = 6


def mask_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Mask values that are secret by their name or by their shape."""
    return {name: masked(name, value) for name, value in event.items()}


def masked(name: str, value: Any, depth: int = 0) -> Any:
    """Return the value, or what may be told of it."""
    if SECRET_NAMES.search(name) and name not in HARMLESS_NAMES and value not in (None, "", True, False):
        return MASK
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return masked_text(value)
    if depth < DEEPEST:
        if isinstance(value, dict):
            return {key: masked(str(key), inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [masked("", inner, depth + 1) for inner in value]
    return value


def masked_text(text: str) -> str:
    """Return the text with credentials inside it masked."""
    return SECRET_SHAPES.sub(lambda found: (found["keep"] or "") + MASK, text)


def one_line_of_json(event: EventDict, default: Callable[[Any], Any] | None = None, **_: Any) -> str:
    """Render an event as one line."""
    return orjson.dumps(event, default=default or str, option=orjson.OPT_NON_STR_KEYS).decode()


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def configuration(*, level: str, as_json: bool) -> dict[str, object]:
    """Configure structlog, and return what Django hands to logging.config: both then write the same lines."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering(as_json=as_json)],
            }
        },
        "handlers": {"standard": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["standard"], "level": level},
        "loggers": {
            # Django's own handlers would tell everything twice; its request log is told by the access log.
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            "celery": {"level": max_level(level, "INFO")},
            # Three lines a task: hefesto_site.celery tells it in one, with the request's id.
            "celery.worker.strategy": {"level": max_level(level, "WARNING")},
            "celery.app.trace": {"level": max_level(level, "WARNING")},
            "celery.beat": {"level": max_level(level, "WARNING")},
            "kombu": {"level": max_level(level, "WARNING")},
            "amqp": {"level": max_level(level, "WARNING")},
        },
    }


def rendering(*, as_json: bool) -> list[Processor]:
    """Return the last steps: the traceback as text, secrets out, one line."""
    if as_json:
        return [
            structlog.processors.format_exc_info,
            mask_secrets,
            structlog.processors.JSONRenderer(serializer=one_line_of_json),
        ]
    return [
        structlog.processors.format_exc_info,
        mask_secrets,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]


def max_level(level: str, floor: str) -> str:
    """Return the quieter of two levels."""
    order = ("DEBUG", "INFO", "WARNING", "ERROR")
    return max(level, floor, key=order.index)

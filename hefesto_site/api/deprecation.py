"""How a view says that it will go: declared once, seen in every answer and in the OpenAPI document."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """Stands as `deprecation = Deprecation(...)` on a view."""

    sunset: datetime
    replacement: str

    def headers(self) -> dict[str, str]:
        """The three headers that tell callers."""
        sunset = self.sunset.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"X-API-Deprecated": "true", "X-API-Sunset-Date": sunset, "X-API-Replacement": self.replacement}

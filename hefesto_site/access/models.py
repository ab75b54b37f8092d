"""Projects, and the API keys that open them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

_FOLDER = r"\A(?!\.{1,2}(/|\Z))[^/\x00]+(/(?!\.{1,2}(/|\Z))[^/\x00]+)*\Z"


class Project(models.Model):
    """One body of code: a folder of the workspace whose findings belong together."""

    DEFAULT_SLUG: ClassVar[str] = "default"

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    root = models.CharField(
        max_length=4096,
        blank=True,
        default="",
        validators=[RegexValidator(_FOLDER, "Write it as `services/payment`: no leading, trailing or dotted parts.")],
        help_text="Folder relative to the workspace; empty: the workspace itself.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["slug"]

    def __str__(self) -> str:
        """The slug, as requests name it."""
        return self.slug


class Tier(models.TextChoices):
    """Licence tiers; they decide features and quotas."""

    FREE = "free", "Free"
    PRO = "pro", "Pro"
    ENTERPRISE = "enterprise", "Enterprise"


class ApiKey(models.Model):
    """A credential for programs; only its keyed hash is stored."""

    prefix = models.CharField(max_length=16, unique=True, help_text="The visible part, by which a key is found.")
    digest = models.BinaryField(max_length=32, help_text="HMAC-SHA256 of the whole key.")
    name = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="api_keys"
    )
    scopes = ArrayField(models.CharField(max_length=50))
    tier = models.CharField(max_length=20, choices=Tier.choices, default=Tier.FREE)
    projects = models.ManyToManyField(Project, blank=True, help_text="None chosen: every project.")
    # Kept apart from the list, so that removing a project never turns a narrow key into one that opens everything.
    is_restricted = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "API key"
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        """The name and the visible part."""
        return f"{self.name} ({self.prefix}…)"

"""Projects and API keys, as staff see them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from hefesto_site.access.models import ApiKey, Project, Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key, restrict_api_key, revoke_api_keys


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin[Project]):
    """Which folders belong together; the default project stays as it is."""

    list_display = ("slug", "name", "folder", "created_at")
    search_fields = ("slug", "name", "root")
    actions = None  # deleting in bulk would not ask for each project whether it may go

    @admin.display(description="Folder", ordering="root")
    def folder(self, project: Project) -> str:
        """What belongs to it."""
        return project.root or "the whole workspace"

    def get_readonly_fields(self, request: HttpRequest, obj: Project | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """The default project keeps its slug and the whole workspace."""
        return ("slug", "root", "created_at") if _is_default(obj) else ("created_at",)

    def has_delete_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        """Every project may go but the default, on which the others fall back."""
        return not _is_default(obj) and super().has_delete_permission(request, obj)


def _is_default(project: Project | None) -> bool:
    return project is not None and project.slug == Project.DEFAULT_SLUG


class ApiKeyForm(ModelForm[ApiKey]):
    """What may be chosen of a key."""

    scopes = forms.MultipleChoiceField(
        choices=[(scope.value, scope.value) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
        help_text="“admin” covers the others.",
    )

    class Meta:
        model = ApiKey
        fields = ("name", "owner", "scopes", "tier", "projects", "expires_at")


class StateFilter(admin.SimpleListFilter):
    """By whether a key opens anything."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Each state."""
        return [("open", "Open"), ("expired", "Expired"), ("revoked", "Revoked")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """The keys in it."""
        is_over = Q(expires_at__lte=timezone.now())
        states = {
            "open": Q(revoked_at=None) & ~is_over,
            "expired": Q(revoked_at=None) & is_over,
            "revoked": Q(revoked_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", Q()))


class ProjectsFilter(admin.RelatedFieldListFilter):
    """By what a key is restricted to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = SafeString("every project")


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin[ApiKey]):
    """Keys are made and revoked, never shown again and never deleted: what they did keeps its name."""

    form = ApiKeyForm
    list_display = ("name", "beginning", "may", "tier", "owner", "is_open", "last_used_at", "expires_at")
    list_filter = (StateFilter, "tier", ("projects", ProjectsFilter))
    list_select_related = ("owner",)
    show_facets = admin.ShowFacets.ALWAYS  # keys are few: counting them costs nothing
    search_fields = ("name", "prefix", "owner__username")
    autocomplete_fields = ("owner",)
    filter_horizontal = ("projects",)
    actions = ("revoke",)
    _facts = ("prefix", "created_at", "last_used_at", "revoked_at")

    @admin.display(description="Key", ordering="prefix")
    def beginning(self, key: ApiKey) -> str:
        """The part that is known."""
        return f"{key.prefix}…"

    @admin.display(description="Scopes")
    def may(self, key: ApiKey) -> str:
        """What it is good for: `admin` covers the others."""
        return str(Scope.ADMIN) if Scope.ADMIN in key.scopes else ", ".join(key.scopes)

    @admin.display(boolean=True, description="open")
    def is_open(self, key: ApiKey) -> bool:
        """Neither revoked nor expired."""
        return key.revoked_at is None and (key.expires_at is None or key.expires_at > timezone.now())

    @admin.action(description="Revoke the chosen keys", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """Shut them at once, and say how many were open."""
        count = revoke_api_keys(list(queryset))
        self.message_user(request, f"{count} {'key' if count == 1 else 'keys'} revoked.", messages.SUCCESS)

    def get_readonly_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """What the service notes by itself is seen once there is a key."""
        return self._facts if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:  # noqa: ARG002
        """Revoking is the end of a key."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With one button for a new key, as one page shows it."""
        if kwargs["obj"] is None:
            context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        """Make a new key by the service, and keep its text for this one answer."""
        if change:  # what was not changed here may have been elsewhere: a key revoked meanwhile stays so
            obj.save(update_fields=[name for name in form.changed_data if name != "projects"])
            return
        chosen = form.cleaned_data
        key, text = create_api_key(
            name=chosen["name"],
            scopes={Scope(scope) for scope in chosen["scopes"]},
            tier=Tier(chosen["tier"]),
            projects=list(chosen["projects"]),
            expires_at=chosen["expires_at"],
            owner=chosen["owner"],
        )
        obj.pk = key.pk
        obj.refresh_from_db()
        request.META["hefesto.new_api_key"] = text

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the key's restriction in step with its projects."""
        super().save_related(request, form, formsets, change)
        restrict_api_key(form.instance, list(form.cleaned_data["projects"]))

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002
        """A page with the key instead of a message, which would be kept in a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": "API key made",
            "opts": self.opts,
            "key": obj,
            "text": request.META["hefesto.new_api_key"],
        }
        return TemplateResponse(
            request, "admin/access/apikey/made.html", context, headers={"Cache-Control": "no-store"}
        )

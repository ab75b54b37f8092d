"""Every address of the service."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView

from hefesto_site.views import ConfigView, HealthView, StatusView, from_here_only, openapi_document

urlpatterns = [
    path("health", HealthView.as_view()),
    path("api/v1/status", StatusView.as_view()),
    path("api/v1/", include("analysis.urls")),
    path("api/v1/", include("findings.urls")),
    path("api/v1/config", ConfigView.as_view()),
    path("openapi.json", openapi_document, name="openapi"),
    path("docs", from_here_only(SpectacularSwaggerSplitView.as_view(url_name="openapi"))),
    path("redoc", from_here_only(SpectacularRedocView.as_view(url_name="openapi"))),
    path("admin/", admin.site.urls),
    path("", RedirectView.as_view(url="/docs")),
    path("favicon.ico", RedirectView.as_view(url=static("hefesto/icon.svg"))),
]

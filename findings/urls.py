"""The addresses of findings, below `/api/v1/`."""

from django.urls import path

from findings import views

app_name = "findings"
urlpatterns = [
    path("findings", views.FindingsView.as_view(), name="findings"),
    path("findings/<str:finding_id>", views.FindingView.as_view(), name="finding"),
]

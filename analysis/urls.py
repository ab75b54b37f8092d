"""The addresses of analyses and batches, below `/api/v1/`."""

from django.urls import path

from analysis import views

app_name = "analysis"
urlpatterns = [
    path("analyze", views.AnalyzeView.as_view(), name="analyze"),
    path("analyze/batch", views.BatchesView.as_view(), name="batches"),
    path("analyze/batch/<str:batch_id>", views.BatchView.as_view(), name="batch"),
    path("analyze/<str:analysis_id>", views.AnalysisView.as_view(), name="analysis"),
    path("analyze/<str:analysis_id>/report", views.ReportView.as_view(), name="report"),
]

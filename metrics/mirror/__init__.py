"""The mirror of analyses, findings and history in BigQuery."""

"""Quality over time, and its mirror in BigQuery."""

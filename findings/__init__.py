"""A defect's life: first sight, triage, resolution, history."""

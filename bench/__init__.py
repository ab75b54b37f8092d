"""Measurements, on data like a service's that has run for years."""

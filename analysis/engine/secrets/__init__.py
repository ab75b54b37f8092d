"""Secrets in source code: what gives one away, and how it is hidden from view."""

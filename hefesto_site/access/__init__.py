"""Who may do what: projects, API keys, scopes."""

"""The project: settings, addresses, start-up, and what every app shares."""

"""The project: settings, addresses, start-up, and what every app shares."""

VERSION = "4.1.0"

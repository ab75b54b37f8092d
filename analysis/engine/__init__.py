"""The analysis engine: source files in, issues out; no ORM, no HTTP."""

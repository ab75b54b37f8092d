"""Running analyzers over source code and keeping what they found."""

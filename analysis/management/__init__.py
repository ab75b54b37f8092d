"""Commands of the analysis app."""

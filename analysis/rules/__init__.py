"""What is looked for: one rule one file, or one row of a table."""

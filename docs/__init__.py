"""What is written about Hefesto, and what makes the pictures in it."""

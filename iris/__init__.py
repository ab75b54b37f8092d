"""Production alerts tied to the code that explains them."""

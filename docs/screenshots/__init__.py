"""Takes pictures of every page that people see, and looks for what is wrong with them."""

colour = "[31m"  # hit
erased = "abc"  # hit
ended = "abc"  # hit
user = "ad​min"  # hit

colour = "\x1b[31m"
erased = "abc\b"
ended = "abc\x1a"
user = "ad\u200bmin"
tabbed = "a\tb"
text = "café – שלום"
plain = "admin"

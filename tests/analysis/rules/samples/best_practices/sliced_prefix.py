def cut(text, prefix):
    if text.startswith("https://"):  # hit
        text = text[8:]
    name = text[:-3] if text.endswith(".py") else text  # hit
    if text.startswith(prefix):  # hit
        text = text[len(prefix):]
    text = text.removeprefix("https://")
    text = text[8:]
    if text.startswith("ftp://"):
        text = text[5:]
    if text.startswith("a"):
        name = text[8:]
    return text, name

def check(a, b, text):
    if isinstance(a, int) or isinstance(a, str):  # hit
        return 1
    if a == 1 or a == 2 or a == 3:  # hit
        return 2
    if text.startswith("a") or text.startswith("b"):  # hit
        return 3
    if isinstance(a, (int, str)):
        return 4
    if a in {1, 2, 3}:
        return 5
    if text.startswith(("a", "b")):
        return 6
    if isinstance(a, int) or isinstance(b, int):
        return 7
    if a == 1 or b == 1:
        return 8
    return text.startswith("a") or text.endswith("b")

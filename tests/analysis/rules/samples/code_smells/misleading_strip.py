def base(name):
    first = name.rstrip(".html.")  # hit
    second = name.lstrip("https")  # hit
    third = name.strip("--")  # hit
    fourth = name.rstrip("/")
    fifth = name.strip()
    sixth = name.strip(" \t\n")
    seventh = name.removesuffix(".html")
    return first, second, third, fourth, fifth, sixth, seventh

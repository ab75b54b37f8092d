def tell(name):
    first = f"hello"  # hit
    second = f"hello {{name}}"  # hit
    third = f"hello {name}"
    fourth = "hello"
    fifth = "hello {name}"
    sixth = f"hello " f"{name}"
    return first, second, third, fourth, fifth, sixth

def read(source):
    try:
        return source.read()
    finally:
        return None  # hit


def all_of(sources):
    for source in sources:
        try:
            source.read()
        finally:
            continue  # hit
    while sources:
        try:
            sources.pop()
        finally:
            break  # hit


def tidy(source):
    try:
        value = source.read()
    finally:
        source.close()
        for part in source.parts:
            if part:
                break
    return value

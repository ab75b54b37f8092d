def check(source):
    assert (line := source.read())  # hit
    assert (size := len(line)) > 5  # hit
    text = source.read()
    assert text
    if (more := source.read()) is None:
        return None
    assert more, "nothing more"
    return line, size

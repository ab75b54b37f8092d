def kind(value):
    if value == 1:
        return "one"
    if value == 2:
        assert False  # hit
    if value == 3:
        assert False, "never"  # hit
    assert value
    assert value is False
    raise AssertionError("never")

def test_total(total, name):
    assert (total == 5, "wrong total")  # hit
    assert "name is missing"  # hit
    assert total == 5, "wrong total"
    assert (total == 5), "wrong total"
    assert name in ("a", "b")
    assert (
        total == 5
        and name == "a"
    )

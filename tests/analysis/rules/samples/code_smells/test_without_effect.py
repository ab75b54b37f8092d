# path: tests/test_shapes.py
import pytest


@pytest.mark.parametrize("size", [1, 2, 1])  # hit
def test_size(size):
    assert size


@pytest.mark.usefixtures()  # hit
def test_area():
    with pytest.raises():  # hit
        area()
    with pytest.raises(ValueError, match="size"):
        area()


@pytest.fixture
@pytest.mark.usefixtures("other")  # hit
def shape():
    return area


@pytest.fixture
@pytest.mark.asyncio()  # hit
async def square():
    return area


@pytest.fixture
def circle():
    return area


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize("size", [1, 2, 3])
def test_shape(size):
    assert size


def area():
    raise ValueError("size")

# path: tests/test_shapes.py
import unittest

import pytest


def test_area(area):
    with pytest.raises(Exception):  # hit
        area(None)
    with pytest.raises(ValueError):
        area(-1)
    with pytest.raises(Exception, match="size"):
        area(-2)


class AreaTest(unittest.TestCase):
    def test_area(self):
        with self.assertRaises(Exception):  # hit
            area(None)
        with self.assertRaises(ValueError):
            area(-1)


def area(size):
    return size

import socket
import subprocess
import typing
import unittest
import xml.etree.cElementTree as etree  # hit

import mock  # hit


class ShapeTest(unittest.TestCase):
    def test_area(self):
        self.assertEquals(1, 1)  # hit
        self.assertEqual(1, 1)


def read(source, name: typing.Text):  # hit
    try:
        subprocess.run(["ls"], universal_newlines=True)  # hit
        return subprocess.run(["ls"], text=True)
    except IOError:  # hit
        return etree
    except socket.error:  # hit
        return mock
    except OSError:
        return name
    except TimeoutError:
        return source

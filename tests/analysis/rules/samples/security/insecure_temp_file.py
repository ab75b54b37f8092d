import os
import tempfile
from tempfile import mktemp as name_it

path = tempfile.mktemp()  # hit
path = tempfile.mktemp(suffix=".csv")  # hit
path = name_it()  # hit
path = os.tempnam()  # hit

handle, path = tempfile.mkstemp()
folder = tempfile.mkdtemp()
file = tempfile.TemporaryFile()
file = tempfile.NamedTemporaryFile(suffix=".csv")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "out.csv")


def mktemp():
    return "own"


class Files:
    def mktemp(self):
        return self


path = Files().mktemp()

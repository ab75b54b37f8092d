import sys

import six

if sys.version[:3] == "3.9":  # hit
    old = True
if sys.version_info[0] == 3:  # hit
    three = True
if six.PY3:  # hit
    new = True
if sys.version_info.minor >= 5:  # hit
    five = True
if sys.version[0] == "3":  # hit
    text = True
if sys.version > "3.5":  # hit
    more = True
if sys.version[2] == "9":  # hit
    old = True
if sys.version_info[1] >= 5:  # hit
    five = True
if sys.version >= "3":  # hit
    ten = True
if sys.version[:1] == "3":  # hit
    three = True
if sys.version_info >= (3, 11):
    right = True
if sys.version_info[:2] >= (3, 11):
    right = True
if sys.version_info[0] >= 3:
    right = True
if sys.version_info.major >= 3:
    right = True
if sys.platform == "linux":
    linux = True
if not six.PY2:
    new = True
VERSION = sys.version
PARTS = sys.version.split()
MAJOR = sys.version_info.major

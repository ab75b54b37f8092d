from os.path import *  # hit
from . import *  # hit
from os.path import join
import os


def where(name):
    return join(os.getcwd(), name)

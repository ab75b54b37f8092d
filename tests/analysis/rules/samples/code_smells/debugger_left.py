import pdb
import sys

import ipdb


def compute(a):
    breakpoint()  # hit
    pdb.set_trace()  # hit
    ipdb.set_trace(context=5)  # hit
    return a


def profile(tracer, function):
    sys.settrace(tracer)
    tracer.set_trace()
    function.breakpoint()
    return sys.gettrace()


def set_trace():
    return None


set_trace()

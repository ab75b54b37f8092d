import numpy as np
from numpy import array


def load(values, path):
    first = array(values, dtype=np.int)  # hit
    second = np.product(values)  # hit
    third = np.in1d(values, first)  # hit
    fourth = np.prod(values)
    fifth = np.isin(values, first)
    sixth = array(values, dtype=np.int64)
    seventh = np.float64(1)
    return second, third, fourth, fifth, sixth, seventh, path.int

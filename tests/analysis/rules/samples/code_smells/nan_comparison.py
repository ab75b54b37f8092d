import math

import numpy as np


def missing(value):
    if value == float("nan"):  # hit
        return 1
    if value != math.nan:  # hit
        return 2
    if np.nan == value:  # hit
        return 3
    if math.isnan(value):
        return 4
    if value == float("inf"):
        return 5
    return float("nan")

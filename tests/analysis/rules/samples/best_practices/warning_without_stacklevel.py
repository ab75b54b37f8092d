import logging
import warnings
from warnings import warn


def old(value):
    warnings.warn("use new")  # hit
    warn("use new", DeprecationWarning)  # hit
    warnings.warn("use new", stacklevel=2)
    warn("use new", DeprecationWarning, 2)
    logging.warning("use new")
    warnings.simplefilter("ignore")
    return value

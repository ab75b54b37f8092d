import functools
from functools import cache, cached_property, lru_cache


class Report:
    @lru_cache(maxsize=None)  # hit
    def total(self):
        return 1

    @functools.cache  # hit
    def mean(self):
        return 1

    @cached_property
    def median(self):
        return 1

    @staticmethod
    @cache
    def parse(text):
        return text

    @classmethod
    @cache
    def known(cls):
        return 1


@lru_cache
def load(path):
    return path

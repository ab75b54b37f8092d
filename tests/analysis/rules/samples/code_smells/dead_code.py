import functools

__all__ = ["_listed", "run"]
_LIMIT = 5
_FORGOTTEN = 6


def run(items):
    def helper(item):
        return item

    def leftover(item):  # hit
        return item

    class Local:  # hit
        pass

    @functools.cache
    def registered(item):
        return item

    return [helper(item) for item in items[:_LIMIT]]


def _listed():
    return 1


def _elsewhere():
    """Another file may use this: one file alone cannot tell."""


class Machine:
    def start(self):
        self._turn()
        self.__stop()
        return getattr(self, f"_on_{self.state}")()

    def _turn(self):
        return 1

    def __stop(self):
        return 2

    def __rust(self):  # hit
        return 3

    def _on_start(self):
        return 4

    def __enter__(self):
        return self

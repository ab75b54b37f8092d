import abc
from abc import ABC, abstractmethod


class Shape(ABC):  # hit
    def area(self):
        return 0


class Source(abc.ABC):
    @abstractmethod
    def read(self):
        return None

    def close(self):  # hit
        pass

    def open(self):
        return self.read()


class Sink(ABC):
    @abstractmethod
    def write(self):
        pass


class Plain:
    def close(self):
        pass

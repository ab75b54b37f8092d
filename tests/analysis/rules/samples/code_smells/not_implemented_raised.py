class Shape:
    def area(self):
        raise NotImplemented  # hit

    def volume(self):
        raise NotImplemented("later")  # hit

    def width(self):
        raise NotImplementedError

    def __eq__(self, other):
        if not isinstance(other, Shape):
            return NotImplemented
        return True

    def height(self):
        raise NotImplementedError("later")

class Shape:
    def __init__(self, size):
        self.size = size


class Square(Shape):
    def __init__(self, size):
        super.__init__(size)  # hit

    def area(self):
        return super.area()  # hit


class Circle(Shape):
    def __init__(self, size):
        super().__init__(size)

    def area(self):
        return super(Circle, self).area()

    def name(self):
        return self.super.name()

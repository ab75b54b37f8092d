class Shape:
    def __len__(self):
        return -1  # hit

    def __bool__(self):
        return 5  # hit

    def __index__(self):
        return "1"  # hit

    def __str__(self):
        return 5  # hit

    def __bytes__(self):
        return "x"  # hit

    def __hash__(self):
        return "x"  # hit

    def __enter__(self, value):  # hit
        return value

    @property
    def area(self, unit):  # hit
        return unit


class Fine:
    def __len__(self):
        return 1

    def __bool__(self):
        return True

    def __index__(self):
        return 1

    def __str__(self):
        return "x"

    def __bytes__(self):
        return b"x"

    def __hash__(self):
        return hash("x")

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return None

    @property
    def area(self):
        return 1

    @area.setter
    def area(self, value):
        self.value = value

def keep(self, name, value):
    name = name  # hit
    value, value = name  # hit
    self.name = name
    self.value = value
    left, right = name, value
    right, left = left, right
    return left, right


class Meta:
    name = "x"

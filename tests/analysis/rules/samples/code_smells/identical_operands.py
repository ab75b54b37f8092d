def compare(a, b, self):
    if a == a:  # hit
        return 1
    if self.left < self.left:  # hit
        return 2
    if a and b and a:  # hit
        return 3
    if self.x or self.x:  # hit
        return 4
    return a - a  # hit


def fine(a, b, self, roll):
    if a == b:
        return 1
    if self.left < self.right:
        return 2
    if a and b or a:
        return 3
    if roll() == roll():
        return 4
    if 1 == 1:
        return 5
    return a * a + (a - b) / (b - a)

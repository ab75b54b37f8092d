NAME = "x"


def first():
    f"""Return {NAME}."""  # hit
    return NAME


class Shape:
    f"""A shape called {NAME}."""  # hit

    def area(self):
        """Return the area."""
        return f"{NAME}"


def second():
    text = f"""Return {NAME}."""
    return text

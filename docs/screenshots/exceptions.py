"""What keeps pictures from being taken."""


class NoPicture(Exception):
    """No picture can be taken; the message is one line for the person at the terminal."""

import re


def clean(text, pattern):
    first = re.sub("a", "b", text, re.IGNORECASE)  # hit
    second = re.split(",", text, 5)  # hit
    third = re.subn("a", "b", text, 1)  # hit
    fourth = re.sub("a", "b", text, flags=re.IGNORECASE)
    fifth = re.split(",", text, maxsplit=5)
    sixth = re.sub("a", "b", text, count=1)
    seventh = pattern.sub("b", text, 1)
    eighth = re.match("a", text, re.IGNORECASE)
    return first, second, third, fourth, fifth, sixth, seventh, eighth

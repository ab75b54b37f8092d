import decimal
from decimal import Decimal


def price(value):
    first = Decimal(0.1)  # hit
    second = decimal.Decimal(-1.5)  # hit
    third = Decimal("0.1")
    fourth = Decimal(5)
    fifth = Decimal(value)
    sixth = decimal.Decimal(str(value))
    seventh = Decimal(float("inf"))
    return first, second, third, fourth, fifth, sixth, seventh

import datetime
from datetime import date


def today(zone, stamp):
    first = date.today()  # hit
    second = datetime.date.fromtimestamp(stamp)  # hit
    third = datetime.datetime.now(tz=zone).date()
    fourth = date(2024, 1, 1)
    fifth = zone.today()
    return first, second, third, fourth, fifth

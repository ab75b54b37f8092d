import datetime
from datetime import datetime as dt
from datetime import timezone


def now(zone, stamp):
    first = datetime.datetime.now()  # hit
    second = dt.utcnow()  # hit
    third = dt.today()  # hit
    fourth = dt.fromtimestamp(stamp)  # hit
    fifth = dt.utcfromtimestamp(stamp)  # hit
    sixth = dt.now(timezone.utc)
    seventh = dt.now(tz=zone)
    eighth = dt.fromtimestamp(stamp, tz=timezone.utc)
    ninth = zone.now()
    tenth = dt.now().astimezone(zone)
    return first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth

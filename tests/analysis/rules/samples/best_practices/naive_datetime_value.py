from datetime import date, datetime, timezone


def values(text):
    first = datetime(2024, 1, 1)  # hit
    second = datetime.strptime(text, "%Y-%m-%d")  # hit
    third = datetime(2024, 1, 1, tzinfo=timezone.utc)
    fourth = datetime.strptime(text, "%Y-%m-%d %z")
    fifth = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    sixth = date(2024, 1, 1)
    seventh = datetime.fromisoformat(text)
    return first, second, third, fourth, fifth, sixth, seventh

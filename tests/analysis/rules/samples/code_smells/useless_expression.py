def finish(connection, items):
    connection.close  # hit
    5  # hit
    [1, 2]  # hit
    connection.close()
    first = items[0]
    """A string may explain."""
    ...
    return first


def produce(item):
    yield item
    item.value  # hit

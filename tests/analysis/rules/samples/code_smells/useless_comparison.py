def move(point, target):
    point.x == target.x  # hit
    point.y < 5  # hit
    point.z = target.z
    same = point == target
    assert point.x == target.x
    if point.x == target.x:
        return same
    return point.x in target

def grade(points, ready):
    if points > 90:
        return "A"
    elif points > 80:
        return "B"
    elif points > 90:  # hit
        return "C"
    elif points > 70:
        return "D"
    elif points > 80:  # hit
        return "E"
    return "F"


def moving(queue):
    if queue.pop():
        return 1
    elif queue.pop():
        return 2
    elif (line := queue.line) == 1:
        return 3
    elif (line := queue.line) == 1:
        return line
    return 0


def apart(points):
    if points > 90:
        return "A"
    if points > 90:
        return "B"
    return "C"

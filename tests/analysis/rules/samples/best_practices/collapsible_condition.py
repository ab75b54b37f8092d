def check(a, b, log):
    if a:  # hit
        if b:
            return 1
    if a:
        return 2
    else:  # hit
        if b:
            return 3
    if a and b:
        return 4
    if a:
        log.write("x")
        if b:
            return 5
    if a:
        if b:
            return 6
        log.write("y")
    if a:
        if b:
            return 7
        else:
            return 8
    elif b:
        return 9
    return 10

def wait(times, pairs, names):
    for name in names:  # hit
        print("again")
    for key, value in pairs:  # hit
        print(key)
    for _ in range(times):
        print("again")
    for name in names:
        print(name)
    for key, _value in pairs:
        print(key)
    return [1 for name in names]

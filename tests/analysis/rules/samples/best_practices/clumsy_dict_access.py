def look(key, keys, values):
    d = {"a": 1}
    if key in d.keys():  # hit
        first = 1
    if key in d:  # hit
        second = d[key]
    else:
        second = None
    third = d.get(key, None)  # hit
    for k, v in zip(d.keys(), d.values()):  # hit
        print(k, v)
    for k in d:  # hit
        print(k, d[k])
    for _, v in d.items():  # hit
        print(v)
    if "a" in d and d["a"]:  # hit
        print("a")
    for k, v in d.items():
        print(d[k])  # hit
    if key in d:
        fourth = 1
    fifth = d.get(key)
    for k, v in d.items():
        print(k, v)
    for v in d.values():
        print(v)
    for k, v in zip(keys, values):
        print(k, v)
    for k in d:
        d[k] = 1
    return first, second, third, fourth, fifth, d.get("a", 5)

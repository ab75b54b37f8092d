def pick(items):
    first = [1, 2, 3][3]  # hit
    second = "abc"["a"]  # hit
    third = [1, 2]["x"]  # hit
    fourth = [1, 2, 3][2]
    fifth = [1, 2, 3][-3]
    sixth = "abc"[0]
    seventh = {"a": 1}["a"]
    eighth = items["a"]
    ninth = [1, 2, 3][0:5]
    return first, second, third, fourth, fifth, sixth, seventh, eighth, ninth

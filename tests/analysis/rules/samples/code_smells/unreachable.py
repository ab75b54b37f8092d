import os
import sys


def after_return(a):
    return a
    a += 1  # hit


def after_raise(a):
    if a:
        raise ValueError(a)
        return 2  # hit
    return 1


def after_loop_leaves(items):
    for item in items:
        if item:
            continue
            item.close()  # hit
        if item is None:
            break
    return items


def after_all_branches(a):
    if a:
        return 1
    elif a is None:
        return 2
    else:
        raise ValueError
    return 3  # hit


def after_exit():
    sys.exit(2)
    print("bye")  # hit


def after_endless_loop(queue):
    while True:
        queue.step()
    queue.close()  # hit


def loop_with_break(queue):
    while True:
        if queue.empty():
            break
        for item in queue:
            if item:
                break
    queue.close()


def loop_with_inner_break(queue):
    while True:
        for item in queue:
            if item:
                break
        else:
            return 1
    queue.close()  # hit


def loop_with_break_in_try(queue):
    while 1:
        try:
            queue.step()
        except StopIteration:
            break
    queue.close()


def one_branch_stays(a):
    if a:
        return 1
    elif a is None:
        a = 2
    else:
        raise ValueError
    return a


def generator():
    return
    yield


def exit_of_something_else(door):
    door.exit()
    os.getpid()
    return door

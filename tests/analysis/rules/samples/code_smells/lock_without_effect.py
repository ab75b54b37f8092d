import threading
from threading import Lock

shared = Lock()


def add(items, item):
    with threading.Lock():  # hit
        items.append(item)
    with Lock() as lock:  # hit
        items.append(lock)
    with shared:
        items.append(item)
    with items.lock():
        items.append(item)
    with open("x") as file:
        items.append(file)
    lock = threading.RLock()
    with lock:
        items.append(item)

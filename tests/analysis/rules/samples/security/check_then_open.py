import os


def read(path):
    if os.access(path, os.R_OK):  # hit
        with open(path) as file:
            return file.read()
    return None


def write(path, text):
    if not os.access(path, os.W_OK):  # hit
        raise PermissionError(path)
    with open(path, "w") as file:
        file.write(text)


def show(folder, name):
    if os.access(os.path.join(folder, name), os.R_OK):  # hit
        return open(os.path.join(folder, name))
    if os.access(name, os.F_OK):
        os.remove(name)


def find(folders, name):
    for folder in folders:
        if os.access(os.path.join(folder, name), os.X_OK):
            return os.path.join(folder, name)
    return None


def other(path, log):
    if os.access(path, os.R_OK):
        with open(log, "a") as file:
            file.write(path)


def tried(path):
    try:
        with open(path) as file:
            return file.read()
    except PermissionError:
        return None


writable = os.access(folder, os.W_OK)

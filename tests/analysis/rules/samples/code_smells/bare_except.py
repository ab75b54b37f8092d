import logging


def risky():
    try:
        return open_door()
    except:  # hit
        return None


def again():
    try:
        return open_door()
    except:
        close_door()
        raise


def specific():
    try:
        return open_door()
    except OSError:
        return None


def broad():
    try:
        return open_door()
    except Exception:
        return None


def silent():
    try:
        return open_door()
    except:
        pass


def late():
    try:
        return open_door()
    except OSError:
        return None
    except:  # hit
        logging.info("no")

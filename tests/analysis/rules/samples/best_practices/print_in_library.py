import pprint
from pprint import pp


def tell(name, log):
    print(name)  # hit
    print("a", name, sep=",")  # hit
    pprint.pprint(name)  # hit
    pp(name)  # hit
    print(name, file=log)
    pprint.pprint(name, stream=log)
    log.print(name)
    log.info(name)
    text = pprint.pformat(name)
    return text

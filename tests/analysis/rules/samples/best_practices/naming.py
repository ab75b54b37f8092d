import ctypes

maxCount = 5  # hit
MAX_COUNT = 5
max_count = 5


class my_Class:  # hit
    firstName = "x"  # hit
    last_name = "y"


class cached_value:
    pass


class HTTPServer:
    def getName(self, firstName):  # hit
        lastName = firstName  # hit
        lastName = lastName.upper()
        FormSet = type(self)
        return FormSet, lastName


class Handler(HTTPServer):
    maxSize = 5

    def doGet(self, requestLine):
        return requestLine


@ctypes.callback
def onClick(eventName):
    return eventName


def plain(name, *, _private=1, __x=2):
    T = type(name)
    df2 = T(_private)
    return lambda myKey: df2[myKey]


def call(other):
    return other(keyName=1)

"""The process that looks at files: it answers requests from a socket until the other end is gone.

A request is a list of [path, text]; each file is answered on its own, in order. The process is meant to be killed:
it holds no file, no lock and no connection but that socket, and it ends itself at a file that takes too long, so
that it does not outlive its parent either.
"""

import gc
import os
import resource
import signal
import socket
import sys
import threading
import warnings
from pathlib import Path
from typing import Final

import orjson

from analysis.engine.catalogue import Catalogue, catalogue
from analysis.engine.examining import Examined, examine
from analysis.engine.frames import receive, send

READY: Final = b"ready"
_RECURSION: Final = 6_000  # a chain of a thousand elif is nested a thousand levels deep, several calls each
_STACK_BYTES: Final = 128 * 1024 * 1024
_GARBAGE: Final = 200_000  # objects in cycles that may wait for a collection


def main(descriptor: int, seconds: float, address_space: int, peak: int) -> None:
    """Serve the socket with the given descriptor, with so much processor time a file and so many bytes of memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    _limit_memory(address_space)
    sys.setrecursionlimit(_RECURSION)
    warnings.simplefilter("ignore")  # what Python thinks of the code it parses is no message of ours
    rules = catalogue()
    gc.collect()
    gc.freeze()
    gc.disable()  # the tree of a file in work is no garbage; between files it is cheap to look
    threading.stack_size(_STACK_BYTES)
    thread = threading.Thread(target=_serve, args=(socket.socket(fileno=descriptor), seconds, peak, rules))
    thread.start()
    thread.join()


def _serve(connection: socket.socket, seconds: float, peak: int, rules: Catalogue) -> None:
    send(connection, READY)
    _close_standard_error()
    try:
        while True:
            for path, text in orjson.loads(receive(connection)):
                send(connection, _answer(path, text, seconds, rules))
            if _peak_bytes() > peak:
                return  # and be replaced
    except (EOFError, OSError):
        return  # the parent is gone, or does not want this worker any more


def _answer(path: str, text: str, seconds: float, rules: Catalogue) -> bytes:
    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles SIGPROF: it ends the process, whatever it is doing
    try:
        return examine(path, text, rules).to_bytes()
    except MemoryError:
        message = "Looking at the file takes more memory than a worker has."
        return Examined(diagnostics=[("too_complex", message, None)], complete=False).to_bytes()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        if gc.get_count()[0] > _GARBAGE:
            gc.collect()


def _limit_memory(address_space: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = address_space if hard == resource.RLIM_INFINITY else min(address_space, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return  # macOS knows the limit and does not set it


def _peak_bytes() -> int:
    """The most memory this process ever held; what its parent held when it was forked off does not count."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _close_standard_error() -> None:
    """Nobody reads it after the start: a full pipe would stop the worker."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)

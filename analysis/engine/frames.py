"""Messages over a stream: each with its length before it."""

import socket
import struct
from typing import Final

_LENGTH: Final = struct.Struct("!Q")
_RECEIVED_AT_ONCE: Final = 1 << 20


def send(connection: socket.socket, message: bytes) -> None:
    """Send one message; raises OSError, of which TimeoutError is one."""
    connection.sendall(_LENGTH.pack(len(message)))
    connection.sendall(message)


def receive(connection: socket.socket) -> bytes:
    """Wait for one message; raises OSError, and EOFError where the other end is gone."""
    (length,) = _LENGTH.unpack(_receive_exactly(connection, _LENGTH.size))
    return _receive_exactly(connection, length)


def _receive_exactly(connection: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = connection.recv(min(size, _RECEIVED_AT_ONCE))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

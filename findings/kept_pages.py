"""Pages that were answered and still hold: who asks for the same of unchanged findings gets the same bytes."""

from collections import OrderedDict
from threading import Lock
from typing import Final

MAX_BYTES: Final = 16 * 1024 * 1024  # in each process
_LEAST_PAGES: Final = 8


class KeptPages:
    """The pages asked for last, by a tag that is another one as soon as anything about them has changed."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._max_bytes = max_bytes
        self._bytes = 0

    def get(self, tag: str) -> bytes | None:
        """The page; None if it is not kept, or not any more."""
        with self._lock:
            page = self._pages.get(tag)
            if page is not None:
                self._pages.move_to_end(tag)
            return page

    def keep(self, tag: str, page: bytes) -> None:
        """Keep a page, and let go of those nobody has asked for longest; one that would drive out many is not kept."""
        if len(page) > self._max_bytes // _LEAST_PAGES:
            return
        with self._lock:
            self._bytes += len(page) - len(self._pages.pop(tag, b""))
            self._pages[tag] = page
            while self._bytes > self._max_bytes:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest)

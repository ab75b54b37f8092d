"""Looks at one page after the other, takes its picture, and remembers what was wrong with it."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, ViewportSize

from docs.screenshots.service import Service

_TALLEST: Final = 2400  # pixels of a picture: a report of everything would be taller than anybody looks
_REFUSED: Final = "https://cdn.redoc.ly/redoc/logo-mini.svg"  # Redoc asks for its logo; the page's own policy says no


@dataclass(frozen=True)
class Look:
    """A window, and the reader's choice of light."""

    name: str
    window: ViewportSize
    is_dark: bool = False
    is_phone: bool = False


LAPTOP: Final = Look("laptop", {"width": 1366, "height": 768})
DARK: Final = Look("dark", {"width": 1366, "height": 768}, is_dark=True)
PHONE: Final = Look("phone", {"width": 390, "height": 844}, is_phone=True)


class Photographer:
    """One look at one page after the other; remembers what was wrong with them."""

    def __init__(self, browser: Browser, look: Look, service: Service, folder: Path) -> None:
        self.base = f"http://127.0.0.1:{service.port}"
        self.look = look
        self.folder = folder
        self.service = service
        self.faults: list[str] = []
        self.shown = ""
        context = browser.new_context(
            base_url=self.base,
            viewport=look.window,
            color_scheme="dark" if look.is_dark else "light",
            is_mobile=look.is_phone,
            has_touch=look.is_phone,
            locale="en-GB",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        context.on("request", self.check_request)
        context.on("response", self.check_response)
        context.on("console", self.check_console)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.blame(f"script failed: {error}"))

    def blame(self, fault: str) -> None:
        """Note what is wrong with the page that is shown."""
        self.faults.append(f"{self.look.name} {self.shown}: {fault}")

    def check_request(self, request: Request) -> None:
        """Nothing is asked for elsewhere."""
        if request.url != _REFUSED and not request.url.startswith((f"{self.base}/", "data:", f"blob:{self.base}/")):
            self.blame(f"asks {urlsplit(request.url).netloc or request.url} for {request.resource_type}")

    def check_response(self, response: Response) -> None:
        """Nothing is missing or broken, unless it is meant to be, and nothing comes from elsewhere."""
        if response.url == _REFUSED or (response.status >= 400 and self.shown != "not-found"):
            self.blame(f"{response.status} for {response.url}")

    def check_console(self, message: ConsoleMessage) -> None:
        """Nothing is refused or complained about."""
        if message.type in {"error", "warning"} and self.shown != "not-found" and _REFUSED not in message.text:
            self.blame(f"console: {message.text}")

    def open(self, name: str, path: str, *, ready: str = "body") -> Page:
        """Go to a page and take its picture, once something is there."""
        self.shown = name
        self.page.goto(path)
        self.page.locator(ready).first.wait_for()
        self.take(name)
        return self.page

    def take(self, name: str, *, is_whole: bool = True) -> None:
        """Take a picture of the page as it is now, all of it unless it is very tall."""
        self.shown = name
        self.page.wait_for_load_state("networkidle")
        width, height = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        if width > self.look.window["width"]:
            self.blame(f"is {width} pixels wide in a window of {self.look.window['width']}")
        # Not `full_page`: the browser would draw all of it, however tall.
        if is_whole:
            self.page.set_viewport_size({"width": self.look.window["width"], "height": min(height, _TALLEST)})
        path = self.folder / f"{name}-{self.look.name}.png"
        self.page.screenshot(path=path, animations="disabled")
        self.page.set_viewport_size(self.look.window)
        sys.stdout.write(f"{path}\n")
        sys.stdout.flush()

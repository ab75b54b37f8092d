"""Pictures of every page that people see, as `make run` serves it: `python -m docs.screenshots [FOLDER]`.

The service analyses its own source first. Each page is looked at on a laptop, in the dark and on a phone. A page that
asks for anything from outside, answers with an error, complains in the browser's console or is wider than its window
fails the run.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from docs.screenshots.exceptions import NoPicture
from docs.screenshots.pages import show_everything
from docs.screenshots.photographer import DARK, LAPTOP, PHONE, Photographer
from docs.screenshots.service import Service, serving

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def main() -> int:
    """Take the pictures; exit 1 if a page is not as it should be."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".screenshots")
    data = Path(tempfile.mkdtemp(prefix="hefesto-screenshots-"))
    data.chmod(0o711)  # the embedded PostgreSQL may run as another user
    try:
        program = browser_program()
        folder.mkdir(parents=True, exist_ok=True)
        with serving(data / "data") as service, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
            faults = photograph(browser, service, folder)
            browser.close()
    except (NoPicture, BrowserError) as reason:
        faults = [" ".join(str(reason).split())]
    finally:
        shutil.rmtree(data, ignore_errors=True)
    sys.stderr.writelines(f"screenshots: {fault}\n" for fault in faults)
    return 1 if faults else 0


def photograph(browser: Browser, service: Service, folder: Path) -> list[str]:
    """Look at every page in every way, and return what is wrong."""
    faults: list[str] = []
    for look in (LAPTOP, DARK, PHONE):
        one = Photographer(browser, look, service, folder)
        show_everything(one)
        faults += one.faults
    return faults


def browser_program() -> str:
    """Return where the machine's Chromium is."""
    for name in (os.environ.get("CHROMIUM"), *_BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    raise NoPicture("No Chromium here: install it (Debian: apt-get install chromium), or set CHROMIUM to the program.")


if __name__ == "__main__":
    sys.exit(main())

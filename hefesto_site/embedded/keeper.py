"""The process that starts the embedded servers, and stops them when the last process that used them is gone."""

import fcntl
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from hefesto_site.embedded.places import EmbeddedError
from hefesto_site.embedded.sharing import Servers, open_lock


def main() -> None:
    """Start the servers named in the first argument, say `ready` or what is wrong in one line, and keep watch."""
    servers = Servers(**json.loads(sys.argv[1]))
    if os.fork():
        # Whoever started us waits for this process; the one that keeps watch is nobody's child.
        os._exit(0)
    try:
        # Held for life: whoever waits for our end waits for this.
        fcntl.flock(open_lock(servers, "keeper.lock"), fcntl.LOCK_SH)
        servers.start()
    except (EmbeddedError, OSError) as error:
        servers.stop()
        print(" ".join(str(error).split()))  # noqa: T201 - the answer to the process that waits for it
        sys.exit(1)
    print("ready", flush=True)  # noqa: T201
    watch(servers)


def watch(servers: Servers) -> None:
    """Wait until nobody uses the servers, then stop them."""
    leave_the_terminal()
    # Servers that end are reaped by the system: nothing waits for them here.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    users = open_lock(servers, "users.lock")
    fcntl.flock(users, fcntl.LOCK_EX)
    servers.stop()
    if servers.throw_away:
        for folder in {servers.places.home, Path(servers.data_dir)}:
            shutil.rmtree(folder, ignore_errors=True)


def leave_the_terminal() -> None:
    """Let go of the standard streams, so that nobody who reads them waits for this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


if __name__ == "__main__":
    main()

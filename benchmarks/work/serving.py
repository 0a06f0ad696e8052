"""A node served as `wraparound serve` does, for other processes to call."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

HOST, PORT = "127.0.0.1", 8731
PATIENCE = 60  # seconds until a server that does not answer is given up


def set_up(data: str, *, url: str, workers: int = 1) -> None:
    """Make this process, and the server that it starts, one of a node's."""
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": url,
        "WRAPAROUND_PORT": str(PORT),
        "WRAPAROUND_WORKERS": str(workers),
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django

    django.setup()


@contextmanager
def served() -> Iterator[None]:
    """Serve the node from when it answers until the block ends; this process keeps no connection to the database."""
    from django.db import connection

    from wraparound.web.commands.serve import server

    connection.close()
    process = subprocess.Popen(server())
    try:
        _await_answer()
        yield
    finally:
        process.terminate()
        process.wait()


def _await_answer() -> None:
    until = time.monotonic() + PATIENCE
    while True:
        asking = HTTPConnection(HOST, PORT, timeout=PATIENCE)
        try:
            asking.request("GET", "/health", headers={"Host": "localhost"})
            asking.getresponse().read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
        finally:
            asking.close()

"""wraparound serve: answer at an address until stopped."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from wraparound.access.actions import clear_sessions
from wraparound.agencies.queries.operator import operator

THREADS = 4  # to a worker, each with a connection to the database of its own


def server() -> list[str]:
    """Give the command of the web server, as this node is set up."""
    address, port = settings.NODE.listen
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", address, "--port", str(port)),
        *("--workers", str(settings.NODE.workers), "--blocking-threads", str(THREADS)),
        *("--log-level", "warning", "--respawn-failed-workers"),
        "wraparound.web.wsgi:application",
    ]


class Command(BaseCommand):
    """Becomes the web server."""

    help = "Answer at WRAPAROUND_ADDRESS and WRAPAROUND_PORT until stopped."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Clear what browsers left behind, and take the server's place, so that signals reach it."""
        clear_sessions(by=operator(), at=timezone.now())
        connection.close()
        command = server()
        os.execv(command[0], command)  # noqa: S606 – the command is ours, word by word

"""wraparound work: take in what comes, for as long as it runs: files sent to the page or the address, and the inbox."""

import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import timezone

from wraparound.feeds.actions import tell_lateness
from wraparound.feeds.commands.beside import Beside
from wraparound.feeds.commands.end_what_is_due import end_what_is_due
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.feeds.commands.load_folder import Command as LoadFolder
from wraparound.feeds.commands.taking_in import (
    NODE,
    link_what_is_filed,
    link_what_was_cut,
    reading_beside,
    take_in,
)

PAUSE = 1.0  # seconds between looks
TELL = 600.0  # seconds between looks at what is late
STILL = 5.0  # seconds for which a file in the inbox must not have changed


class Command(BaseCommand):
    """Runs until it is told to stop; killed at any moment, the next worker goes on where it was."""

    help = "Take in loads as they come. Several may run; each load is one worker's."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whether to stop when nothing waits."""
        parser.add_argument("--once", action="store_true", help="stop when nothing waits")

    def handle(self, *_args: Any, once: bool = False, **_options: Any) -> None:
        """Look, work, rest."""
        self.stopped, self.tell_at = False, 0.0
        self.ended_on: date | None = None
        signal.signal(signal.SIGTERM, self._stop)
        inbox = Path(settings.NODE.data) / "inbox"
        with reading_beside() as beside:
            self._work(inbox, beside=beside, once=once)

    def _work(self, inbox: Path, *, beside: Beside, once: bool) -> None:
        while not self.stopped:
            if ready(inbox):
                call_command(LoadFolder(), inbox, verbosity=0)
                put_away(inbox)
            self._tell_lateness()
            self._end_what_is_due()
            taken = take_in(reader=beside) is not None
            if not taken:
                beside.end()
            worked = taken or link_what_is_filed() > 0 or index_what_waits() > 0
            worked = worked or link_what_was_cut(settings.NODE.quiet)
            if not worked and once:
                return
            if not worked:
                connection.close()
                time.sleep(PAUSE)

    def _tell_lateness(self) -> None:
        """Tell owners of feeds that are late, now and then."""
        if time.monotonic() >= self.tell_at:
            tell_lateness(by=NODE, at=timezone.now())
            self.tell_at = time.monotonic() + TELL

    def _end_what_is_due(self) -> None:
        """End what is due by age, once a day and when the work begins."""
        if self.ended_on != (today := timezone.localdate()):
            end_what_is_due(by=NODE, at=timezone.now(), goes_on=lambda: not self.stopped)
            self.ended_on = today

    def _stop(self, *_: Any) -> None:
        self.stopped = True


def ready(inbox: Path) -> bool:
    """Say whether the inbox holds files and none of them is still being written."""
    files = [path for path in inbox.glob("*") if path.is_file()] if inbox.is_dir() else []
    return bool(files) and all(time.time() - path.stat().st_mtime > STILL for path in files)


def put_away(inbox: Path) -> None:
    """Move what was looked at out of the inbox; nothing is deleted."""
    away = inbox / "taken"
    away.mkdir(exist_ok=True)
    for path in [path for path in inbox.glob("*") if path.is_file()]:
        path.rename(away / f"{time.strftime('%Y%m%d-%H%M%S')}-{path.name}")

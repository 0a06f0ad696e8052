"""wraparound take_notifications FILE --agency CODE: take in a file of notifications of an agency's system."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wraparound.feeds.policies import MACHINE
from wraparound.frontdoor.actions.incidents import take_in_next
from wraparound.frontdoor.actions.notices import receive_notices
from wraparound.frontdoor.models import NoticeFile
from wraparound.frontdoor.queries.notices import (
    CannotUseNotices,
    FileShown,
    file_shown,
    files_unfinished,
    read_notices,
)
from wraparound.frontdoor.rules.notice_shapes import notice_shapes
from wraparound.frontdoor.words.notices import NoticeState
from wraparound.kernel.acting import Actor

NODE = Actor("wraparound", "wraparound", "Wraparound", frozenset({MACHINE}), purpose="taking notifications in")


class Command(BaseCommand):
    """Takes a file in, incident by incident; stopped anywhere, the same command goes on where it was."""

    help = "Take in a file of notifications; without a file, go on with those that were stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file, whose it is, and of which kind."""
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="such as notifications.csv")
        parser.add_argument("--agency", metavar="CODE", default="", help="the agency whose notifications they are")
        parser.add_argument(
            "--kind", choices=sorted(notice_shapes()), default="", help="told by its headings if left out"
        )

    def handle(self, *_: Any, file: Path | None, agency: str, kind: str, **_options: Any) -> None:
        """Keep the rows, take the incidents in, and say what waits."""
        if file is None:
            for unfinished in files_unfinished():
                self._take_in(unfinished)
            return
        if not agency:
            raise CommandError("Say whose notifications they are: --agency CODE.")
        now = timezone.now()
        try:
            given = read_notices(file, name=file.name, agency=agency, kind=kind, on=timezone.localdate(now))
            kept = receive_notices(given, by=NODE, at=now)
        except (CannotUseNotices, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self._tell_what_came(kept, now=now)
        self._take_in(kept.pk)

    def _tell_what_came(self, kept: NoticeFile, *, now: datetime) -> None:
        if kept.received_at != now:
            self.stdout.write(
                f"  {kept.name} came before, on {timezone.localtime(kept.received_at):%-d %B %Y at %H:%M}"
            )
        if kept.unread:
            self.stdout.write(f"  Not read, since no heading is known by that name: {', '.join(kept.unread)}")

    def _take_in(self, file: int) -> None:
        shown, done = self._shown(file), 0
        while taken := take_in_next(file, by=NODE, at=timezone.now()):
            done += taken
            if self.stdout.isatty():
                self.stdout.write(f"\r  {done:,} of {shown.left:,} rows\033[K", ending="\r")
                self.stdout.flush()
        shown = self._shown(file)
        told = ", ".join(
            f"{count:,} {NoticeState(state).label.lower()}" for state, count in shown.counts.items() if count
        )
        self.stdout.write(f"  {shown.file.name}: {told or 'no rows'}")
        for line in shown.waiting:
            field = f", {line.column}" if line.column else ""
            value = f" ({line.value})" if line.value else ""
            self.stdout.write(f"  {shown.file.name}, row {line.row}{field}: {line.reason}{value}; {line.right}.")

    def _shown(self, file: int) -> FileShown:
        shown = file_shown(file, by=NODE)
        if shown is None:
            raise CommandError("The file is not there any more.")
        return shown

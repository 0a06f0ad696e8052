"""wraparound load_folder DIR: take in every file of a folder whose name is one of the area's feeds'."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wraparound.feeds.actions import declare_feeds, receive_file
from wraparound.feeds.actions.loads import Received
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.feeds.commands.taking_in import NODE, link_what_is_filed, reading_beside, take_in
from wraparound.feeds.models import Feed, Load
from wraparound.feeds.rules import fits
from wraparound.feeds.words import LoadState


class Command(BaseCommand):
    """Receives, files and links, with progress. A file that was taken in already is passed over."""

    help = "Take in every file of a folder that belongs to one of the area's feeds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder, and which day its files tell of."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--as-of", help="the day the files tell of, as 2026-09-01; today unless told")
        parser.add_argument("--index-later", action="store_true", help="leave the index to `wraparound work`")

    def handle(
        self, *_args: Any, folder: Path, as_of: str | None = None, index_later: bool = False, **_options: Any
    ) -> None:
        """Take the files in, then link and index once."""
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        declare_feeds(by=NODE, at=timezone.now())
        day = timezone.localdate() if as_of is None else date.fromisoformat(as_of)
        received = [self._receive(path, day=day) for path in sorted(folder.iterdir()) if path.is_file()]
        tell = self._tell if self.stdout.isatty() else (lambda _what, _done: None)
        with reading_beside() as beside:
            for load in (one for one in received if one):
                done = take_in(load, tell=tell, reader=beside)
                if done:
                    done.refresh_from_db()
                    self.stdout.write(f"  {done.name}: {in_words(done)}")
        if link_what_is_filed(tell=tell):
            self.stdout.write("  linked")
        if not index_later and index_what_waits(tell=tell):
            self.stdout.write("  indexed")

    def _receive(self, path: Path, *, day: date) -> int | None:
        feed = next((one for one in Feed.objects.order_by("code") if fits(path.name, pattern=one.file)), None)
        if feed is None:
            return None
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            unfinished = Load.objects.filter(feed=feed, sha256=digest).exclude(state=LoadState.REFUSED).last()
            if unfinished:
                waits = unfinished.state in {LoadState.RECEIVED, LoadState.READING}
                return unfinished.pk if waits else None
            file.seek(0)
            received = Received(path.name, File(file), digest, day)
            return receive_file(received, feed=feed.code, by=NODE, at=timezone.now()).pk

    def _tell(self, what: str, done: float) -> None:
        self.stdout.write(f"\r  {what}: {done:.0%}\033[K", ending="\r")
        self.stdout.flush()


def in_words(load: Load) -> str:
    """Say what became of a file."""
    if load.state == LoadState.WAITING:
        return LoadState.WAITING.label
    if load.state in {LoadState.REFUSED, LoadState.HELD}:
        return f"{LoadState(load.state).label}: {load.why}"
    counts = [(load.new, "new"), (load.changed, "changed"), (load.unchanged, "unchanged"), (load.returned, "returned")]
    counts += [(load.ended, "ended"), (load.set_aside, "set aside")]
    told = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    return told or "no rows"

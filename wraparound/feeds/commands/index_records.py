"""wraparound index_records: make the index that searches ask anew, from all records."""

from typing import Any

from django.core.management.base import BaseCommand

from wraparound.feeds.commands.indexing import index_area


class Command(BaseCommand):
    """Makes the index anew; the worker does it where there is none, and keeps it in step."""

    help = "Make the index of all records anew. Searches go on in the former one until it is done."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make it, and say how many records it holds."""
        tell = self._tell if self.stdout.isatty() else (lambda _what, _done: None)
        count = index_area(tell=tell)
        nothing = "Nothing is linked yet, or another process makes the index."
        self.stdout.write(f"Records indexed: {count:,}" if count else nothing)

    def _tell(self, what: str, done: float) -> None:
        self.stdout.write(f"\r  {what}: {done:.0%}\033[K", ending="\r")
        self.stdout.flush()

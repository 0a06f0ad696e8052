"""Signs every day that is over and unsigned: to be run once a day, after midnight."""

from datetime import UTC
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wraparound.kernel.acting import Actor, Refusal
from wraparound.ledger.actions import seal_day
from wraparound.ledger.queries import days_to_seal, newest_head

NODE = Actor("wraparound", "wraparound", "Wraparound", purpose="sealing the ledger")


class Command(BaseCommand):
    """Signs every day that is over and unsigned, and hands the newest signed head out."""

    help = "Sign the ledger of every day that is over and not signed yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the signed head shall go."""
        parser.add_argument("--head", metavar="FILE", help="write the newest signed head to this file; - prints it")

    def handle(self, *_: object, **options: str) -> None:
        """Sign, one day after another; what is signed stays signed if a later day fails."""
        now = timezone.now()
        days = days_to_seal(now.astimezone(UTC).date())
        try:
            for day in days:
                seal = seal_day(day, by=NODE, at=now)
                self.stderr.write(f"Sealed {day}, {seal.place:,} entries, with key {seal.key[:16]}…")
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        if not days:
            self.stderr.write("Every day that is over is sealed already.")
        if options["head"]:
            self._hand_out(options["head"])

    def _hand_out(self, where: str) -> None:
        head = newest_head()
        if head is None:
            raise CommandError("There is no signed head yet: no day with entries is over.")
        if where == "-":
            self.stdout.write(head.as_text())
        else:
            Path(where).write_text(head.as_text() + "\n", encoding="utf-8")

"""Walks the whole ledger and holds it against every seal; names the first line that does not hold."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wraparound.kernel.acting import Refusal
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.queries import entries_in_all, lines_from, sealed_heads
from wraparound.ledger.rules import Head, Line, first_fault

EVERY = 2.0  # seconds between two words of progress


class Command(BaseCommand):
    """Holds the ledger against its own chain, its seals and heads that were handed out; ends with 1 if it is broken."""

    help = "Walk the ledger's chain, hold it against every seal, and name the first broken line."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take heads that were handed out, and keys that signed before the present one."""
        parser.add_argument(
            "--head", metavar="FILE", action="append", default=[], help="a signed head handed out earlier"
        )
        parser.add_argument(
            "--key",
            metavar="HEX",
            action="append",
            default=[],
            help="a public key that also signed here, an earlier one",
        )

    def handle(self, *_: object, **options: list[str]) -> None:
        """Walk, and say what was found."""
        handed_out = [_head_in(file) for file in options["head"]]
        keys = self._keys(options["key"])
        heads = sealed_heads() + handed_out
        walk = _Progress(self, count=entries_in_all())
        broken = first_fault(walk.along(lines_from()), heads=heads, keys=keys)
        if broken:
            self.stdout.write(f"BROKEN. Entry {broken.place} of {broken.day} {broken.why}.")
            sys.exit(1)
        last = max(heads, key=lambda head: (head.day, head.place), default=None)
        sealed = f"{len(heads):,} seals hold, the last of {last.day}" if last else "no day is sealed yet"
        self.stdout.write(f"Whole. {walk.done:,} entries follow one another; {sealed}.")

    def _keys(self, given: list[str]) -> set[str]:
        """Give the keys whose seals count; without the node's own key, the seals' word is taken, and this is said."""
        try:
            return {OUTSIDE.signer().key, *given} if OUTSIDE.signer else set(given)
        except Refusal as refused:
            self.stderr.write(f"{refused}\n")
            if not given:
                self.stderr.write("So seals are checked by the keys they name themselves. Give the right one by --key.")
            return set(given)


class _Progress:
    """Counts the lines that pass, and says now and then how far it is."""

    def __init__(self, command: BaseCommand, *, count: int) -> None:
        self.command, self.count, self.done = command, count, 0

    def along(self, lines: Iterable[Line]) -> Iterator[Line]:
        said = time.monotonic()
        for self.done, line in enumerate(lines, start=1):
            yield line
            if self.done % 1_000 == 0 and time.monotonic() - said > EVERY:
                said = time.monotonic()
                self.command.stderr.write(f"{self.done:,} of about {self.count:,} entries, {line.day}")


def _head_in(file: str) -> Head:
    try:
        return Head.from_text(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise CommandError(f"{file}: {fault}") from fault

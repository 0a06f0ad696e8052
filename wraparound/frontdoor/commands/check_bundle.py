"""Holds a bundle of a contact against its manifest; says what is missing or differs."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wraparound.frontdoor.rules.bundles import LARGEST, check


class Command(BaseCommand):
    """Checks a bundle; ends with 1 where it is not whole. It needs no database, and the file goes nowhere."""

    help = "Say whether a bundle of a contact is whole, and what is missing from it or differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", metavar="FILE", type=Path, help="a bundle, such as C-7K3M-92QX.zip")

    def handle(self, *_: object, **options: Path) -> None:
        """Check, and say what was found."""
        try:
            content = options["file"].read_bytes()
        except OSError as fault:
            raise CommandError(f"{options['file']}: {fault}") from fault
        if len(content) > LARGEST:
            raise CommandError(f"A bundle has at most {LARGEST // 1_000_000} MB.")
        checked = check(content)
        if not checked.is_whole:
            for one in checked.faults:
                self.stdout.write(f"{one.file or 'The file'} {one.why}.")
            self.stdout.write("NOT WHOLE.")
            sys.exit(1)
        held = ", ".join(f"{count} {kind}" for kind, count in checked.counts)
        self.stdout.write(f"Whole. Contact {checked.ref}, made at {checked.made_at} by {checked.made_by}: {held}.")

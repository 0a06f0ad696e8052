"""What the commands that take in files of public facts share."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wraparound.agencies.actions import CannotLoad, load_reference
from wraparound.agencies.queries import rows_set_aside
from wraparound.agencies.queries.operator import operator
from wraparound.agencies.words import ReferenceKind

SHOWN = 20  # rows set aside that are printed


class ReferenceCommand(BaseCommand):
    """Takes one kind of file in."""

    kind: ReferenceKind

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path, help="a CSV file as published, unpacked")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Load, and say what came of the rows."""
        try:
            load = load_reference(self.kind, file=file, by=operator(), at=timezone.now(), progress=self._tell)
        except CannotLoad as refused:
            raise CommandError(str(refused)) from refused
        same = load.rows - load.added - load.changed - load.set_aside
        self.stdout.write(
            f"{load.rows:,} rows of {load.file}: {load.added:,} new, {load.changed:,} changed, {same:,} as before,"
            f" {load.set_aside:,} set aside."
        )
        for one in rows_set_aside(load)[:SHOWN]:
            self.stdout.write(f'  line {one.row}, {one.field} is "{one.value}": {one.right}')
        if load.set_aside > SHOWN:
            self.stdout.write(f"  and {load.set_aside - SHOWN:,} more; the page of the area's settings lists them.")

    def _tell(self, rows: int) -> None:
        self.stderr.write(f"{rows:,} rows read …")

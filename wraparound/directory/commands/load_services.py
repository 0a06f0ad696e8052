"""wraparound load_services FILE: take in a file of local services as Open Referral UK writes them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wraparound.agencies.queries.operator import operator
from wraparound.directory.actions import CannotImport, import_services
from wraparound.directory.queries.loads import rows_waiting

SHOWN = 20  # rows that wait which are printed


class Command(BaseCommand):
    """Takes services in."""

    help = "Take in a file of local services (Open Referral UK, JSON); the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path, help="a JSON file: a list of services, or a page of them")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Take it in, and say what came of the rows."""
        try:
            load = import_services(file.read_bytes(), file=file.name, by=operator(), at=timezone.now())
        except OSError as missing:
            raise CommandError(f"{file} cannot be read: {missing.strerror}.") from missing
        except CannotImport as refused:
            raise CommandError(str(refused)) from refused
        same = load.rows - load.added - load.changed - load.set_aside
        self.stdout.write(
            f"{load.rows:,} services of {load.file}: {load.added:,} new, {load.changed:,} changed, {same:,} as before,"
            f" {load.set_aside:,} set aside."
        )
        waiting = rows_waiting(load)
        for one in waiting[:SHOWN]:
            self.stdout.write(f'  row {one.row}, {one.field} is "{one.value}": {one.right}')
        if waiting.count() > SHOWN:
            self.stdout.write(f"  and {waiting.count() - SHOWN:,} more; the page of the file lists them.")

"""wraparound bring_back FOLDER: bring a node back from a backup, and check its ledger."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wraparound.identity.queries.index import taken_away
from wraparound.ledger.queries import lines_from
from wraparound.ledger.rules import first_broken
from wraparound.web.commands.backup import CannotBringBack, copy_in


class Command(BaseCommand):
    """Restores; `deploy/restore` calls this."""

    help = "Bring the database and the files back from a folder that back_up made. Never writes over anything."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Copy in, then read the ledger from its first line to its last."""
        try:
            copy_in(folder, database=settings.DATABASES["default"], files=Path(settings.MEDIA_ROOT))
        except CannotBringBack as refused:
            raise CommandError(str(refused)) from refused
        taken_away()
        broken = first_broken(lines_from())
        if broken:
            raise CommandError(
                f"All is back, but the ledger of {broken.day} is broken: entry {broken.place} {broken.why}."
            )
        self.stdout.write("All is back, and the ledger holds from its first line to its last.")

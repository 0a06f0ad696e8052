"""wraparound back_up FOLDER: copy this node's data out, as it is at one instant."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wraparound.web.commands.backup import CannotBringBack, copy_out


class Command(BaseCommand):
    """Backs up; `deploy/backup` makes the folder and calls this."""

    help = "Copy the database and the files that came in into an empty folder, while the node works."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Copy out."""
        if not folder.is_dir() or any(folder.iterdir()):
            raise CommandError(f"{folder} must be an empty folder.")
        try:
            copy_out(folder, database=settings.DATABASES["default"], files=Path(settings.MEDIA_ROOT))
        except CannotBringBack as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(f"Backed up into {folder}. Keep it where only those may read who may read the database.")

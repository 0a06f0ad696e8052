"""wraparound adopt_area FOLDER: have this node work by an area's settings from now on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wraparound.agencies.actions import CannotAdopt, adopt_area
from wraparound.agencies.queries.operator import operator


class Command(BaseCommand):
    """Adopts an area's folder."""

    help = "Have this node work by an area's settings; the same again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path, help="such as areas/ashmere")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Adopt, and say what changed."""
        at = timezone.now()
        try:
            version = adopt_area(folder, by=operator(), at=at)
        except CannotAdopt as refused:
            raise CommandError(str(refused)) from refused
        if version.adopted_at != at:
            self.stdout.write(f"Nothing has changed: version {version.number} of {version.area} is in force.")
            return
        self.stdout.write(f"Version {version.number} of {version.area} is in force.")
        for change in version.changed:
            self.stdout.write(f"  {change}")

"""wraparound check_area FOLDER: every fault in an area's settings at once, and nothing changed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wraparound.agencies.rules import area_in


class Command(BaseCommand):
    """Checks an area's folder."""

    help = "Check an area's folder and say everything that is wrong in it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path, help="such as areas/ashmere")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Check, and say what was found."""
        found = area_in(folder)
        for fault in found.faults:
            self.stderr.write(str(fault))
        if found.faults or not found.area:
            raise CommandError(f"{len(found.faults)} to put right in {folder}.")
        area = found.area
        self.stdout.write(
            f"{area.area.name} is in order: {len(area.agencies.agencies)} agencies, {len(area.teams.teams)} teams,"
            f" {len(area.levels.levels)} levels of need, {len(area.feeds.feeds)} feeds."
        )

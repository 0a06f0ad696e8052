"""wraparound describe_area_settings: write the page that documents every setting of an area."""

from typing import Any

from django.core.management.base import BaseCommand

from wraparound.agencies.rules import guide


class Command(BaseCommand):
    """Writes docs/guide/area-settings.md, to standard output."""

    help = "Write the page that documents every setting of an area."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the page."""
        self.stdout.write(guide(), ending="")

"""wraparound adopt_agreements: have the agreements of the area's file be in force, unless pages changed them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wraparound.agencies.queries import agreements_declared
from wraparound.agencies.queries.operator import operator
from wraparound.exchange.actions import adopt_agreements


class Command(BaseCommand):
    """Adopts the agreements of the area that was adopted."""

    help = "Have the agreements of the adopted area's file be in force; the same again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Adopt, and say what changed."""
        at = timezone.now()
        version = adopt_agreements(agreements_declared(), by=operator(), at=at)
        if version is None:
            raise CommandError("The area has no agreements. Write agreements.toml, and adopt the area.")
        if version.adopted_at == at:
            self.stdout.write(f"Version {version.number} of the agreements is in force.")
            for change in version.changed:
                self.stdout.write(f"  {change}")
        elif version.from_file:
            self.stdout.write(f"Nothing has changed: version {version.number} is in force.")
        else:
            self.stdout.write(
                f"Version {version.number} was adopted in pages, and is in force: the file is left alone."
            )

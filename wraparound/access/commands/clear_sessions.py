"""wraparound clear_sessions: delete what browsers left behind; the server does it too, each time it starts."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wraparound.access.actions import clear_sessions
from wraparound.agencies.queries.operator import operator


class Command(BaseCommand):
    """Deletes sessions that are over."""

    help = "Delete sessions that are over, those of browsers where nobody signed in among them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Delete them, and say how many there were."""
        count = clear_sessions(by=operator(), at=timezone.now())
        self.stdout.write(f"{count:,} {'session' if count == 1 else 'sessions'} cleared")

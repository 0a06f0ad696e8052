"""wraparound end_what_is_due: end agencies' parts in the lives of those who are of age, as the area's settings say."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wraparound.agencies.words import OPERATOR
from wraparound.identity.actions import settle_endings
from wraparound.kernel.acting import Actor

OPERATES = Actor("operator:ends", "", "end_what_is_due (operator)", frozenset({OPERATOR}), purpose="ending what is due")


class Command(BaseCommand):
    """Ends what is due today; the worker does it each day. Killed at any moment, it is simply run again."""

    help = "End agencies' parts in the lives of those who have reached the age that the area's settings say."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """End it, and say how many parts ended."""
        count = end_what_is_due(by=OPERATES, at=timezone.now())
        self.stdout.write(f"Parts ended by age: {count:,}")


def end_what_is_due(*, by: Actor, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """End what is due, some hundred persons in each transaction; give how many parts ended."""
    after: int | None = 0
    count = 0
    while after is not None and goes_on():
        after, ended = settle_endings(after, by=by, at=at)
        count += ended
    return count

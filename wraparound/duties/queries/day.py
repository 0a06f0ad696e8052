"""What the day brings to each who owes or is owed something: numbers alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from wraparound.duties.models import OPEN, Duty
from wraparound.duties.queries.lists import ends_of_days
from wraparound.duties.queries.people import Directory, hidden_among
from wraparound.duties.words import Standing
from wraparound.post.words import Recipient

COUNTED = ("late", "today", "soon", "awaited")


@dataclass
class Day:
    """The numbers of one reader's day."""

    counts: Counter[str] = field(default_factory=Counter)

    def facts(self) -> dict[str, str]:
        """Give them as a letter takes them."""
        return {name: str(self.counts[name]) for name in COUNTED}


def days_of(directory: Directory, *, at: datetime) -> dict[Recipient, Day]:
    """Count for each reader what is late, due today, due within a week, and late towards them. Cost: two queries.

    What is about someone hidden counts for keepers of shields alone.
    """
    today, week = ends_of_days(at)
    runs = Duty.objects.filter(OPEN, Q(due_at__lte=week), standing=Standing.OPEN)
    rows = list(runs.only("pk", "agency", "owner", "owed_to", "owed_to_person", "about", "due_at"))
    hidden = hidden_among(one.pk for one in rows if one.about is not None)
    keepers = {directory.accounts[name] for name in directory.keepers if name in directory.accounts}
    days: dict[Recipient, Day] = {}
    for one in rows:
        for reader, name in _counted(one, directory=directory, at=at, today=today):
            if one.pk not in hidden or reader in keepers:
                days.setdefault(reader, Day()).counts[name] += 1
    return days


def _counted(one: Duty, *, directory: Directory, at: datetime, today: datetime) -> Iterator[tuple[Recipient, str]]:
    """Yield each reader of a duty with what it is to them; what is due today is due within a week, too."""
    is_late = one.due_at <= at
    for reader in directory.owing(one):
        if is_late:
            yield reader, "late"
            continue
        yield reader, "soon"
        if one.due_at <= today:
            yield reader, "today"
    if is_late:
        for reader in directory.owed(one):
            yield reader, "awaited"

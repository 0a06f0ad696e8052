"""How people looked on one day, held against their own weeks before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from wraparound.ledger.models import Mention
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.rules import DayOfLooking, Oddity, oddities
from wraparound.ledger.rules.unusual import MANY
from wraparound.ledger.words import Kind

WEEKS = timedelta(weeks=4)


@dataclass(frozen=True)
class Unusual:
    """The unusual looking of one day, for a person to read."""

    day: date
    looked: int  # how many people looked at any child
    oddities: list[tuple[str, Oddity]]  # with what the person is called


def unusual_on(day: date) -> Unusual:
    """Find who looked unusually on a day. Cost: two queries over that day and the four weeks before, one for names."""
    looks = Mention.objects.filter(entry__kind=Kind.LOOK)
    children = Count("person", distinct=True)
    bare = Count("person", distinct=True, filter=Q(entry__purpose=""))
    by_whom = list(looks.filter(entry__day=day).values_list("entry__username").annotate(children=children, bare=bare))
    before = looks.filter(
        entry__username__in=[username for username, count, _ in by_whom if count >= MANY],
        entry__day__gte=day - WEEKS,
        entry__day__lt=day,
    )
    others = defaultdict(list)
    for username, _, count in before.values_list("entry__username", "entry__day").annotate(children=children):
        others[username].append(count)
    found = oddities(DayOfLooking(name, count, bare, tuple(others[name])) for name, count, bare in by_whom)
    called = OUTSIDE.names.accounts([oddity.username for oddity in found]) if OUTSIDE.names and found else {}
    return Unusual(day, len(by_whom), [(called.get(oddity.username, oddity.username), oddity) for oddity in found])

"""How people looked on one day, held against their own weeks before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry, Mention
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.queries.reading import entries_known, whom_in
from wraparound.ledger.rules import DayOfLooking, Oddity, oddities
from wraparound.ledger.rules.unusual import MANY
from wraparound.ledger.words import InCommon, Kind

WEEKS = timedelta(weeks=4)


@dataclass(frozen=True)
class Unusual:
    """The unusual looking of one day, for a person to read."""

    day: date
    looked: int  # how many people looked at any child
    oddities: list[tuple[str, Oddity]]  # with what the person is called


def unusual_on(day: date, *, by: Actor) -> Unusual:
    """Find who looked unusually on a day, as far as a reader may know.

    Cost: three queries over that day and the four weeks before, one for names, and what `Persons.in_common` asks.
    """
    looks = Mention.objects.filter(entry__kind=Kind.LOOK, entry__in=Entry.objects.filter(entries_known(by)))
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
    common = OUTSIDE.persons.in_common(_opened(day, by=by), on=day) if OUTSIDE.persons else {}
    found = oddities(
        DayOfLooking(name, count, bare, tuple(others[name]), common.get(name, InCommon()))
        for name, count, bare in by_whom
    )
    called = OUTSIDE.names.accounts([oddity.username for oddity in found]) if OUTSIDE.names and found else {}
    return Unusual(day, len(by_whom), [(called.get(oddity.username, oddity.username), oddity) for oddity in found])


def _opened(day: date, *, by: Actor) -> dict[str, set[int]]:
    """Give at whose pages each looked."""
    looks = Entry.objects.filter(entries_known(by), day=day, kind=Kind.LOOK)
    opened: dict[str, set[int]] = defaultdict(set)
    for username, facts in looks.values_list("username", "facts").iterator():
        if (person := whom_in(facts)) is not None:
            opened[username].add(person)
    return opened

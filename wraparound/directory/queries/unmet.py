"""Need that found no service, counted by need, age, level and month: exactly for who plans, roughly for others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from wraparound.agencies.queries import levels
from wraparound.agencies.rules import LONDON
from wraparound.directory.models import UnmetNeed
from wraparound.directory.policies import may_keep_directory
from wraparound.directory.rules import counted
from wraparound.directory.rules.standing import NEED_WORDS
from wraparound.directory.words import AgeGroup, Tally
from wraparound.kernel.acting import Actor

MONTHS = 12  # that are counted, with the present one


@dataclass(frozen=True)
class UnmetAsked:
    """What narrows the counts: one need or all."""

    need: str = ""


@dataclass(frozen=True)
class UnmetShown:
    """The counts of a year, in words fit for their reader."""

    exactly: bool
    total: Tally
    by_need: list[Tally]
    by_age: list[Tally]
    by_level: list[Tally]
    by_month: list[Tally]


def unmet(asked: UnmetAsked, *, by: Actor, on: date) -> UnmetShown:
    """Count need that found no service in this month and the eleven before. Cost: two queries."""
    months = months_until(on)
    since = datetime.combine(months[0], time(), LONDON)
    found = UnmetNeed.objects.filter(noted_at__gte=since)
    if asked.need:
        found = found.filter(need=asked.need)
    rows = list(found.values_list("need", "age_group", "level", "noted_at"))
    exactly = may_keep_directory(by)
    called = {one.code: one.name for one in levels()}
    of_month = Counter(at.astimezone(LONDON).date().replace(day=1) for *_, at in rows)

    def tallies(counts: Counter[str], *, labels: Iterable[tuple[str, str]]) -> list[Tally]:
        named = dict(labels)
        unnamed = [(code, code or "Not said") for code in counts if code not in named]
        return [Tally(label, *counted(counts[code], exactly=exactly)) for code, label in [*named.items(), *unnamed]]

    by_need = tallies(Counter(row[0] for row in rows), labels=NEED_WORDS.items())
    return UnmetShown(
        exactly,
        Tally("All", *counted(len(rows), exactly=exactly)),
        sorted((one for one in by_need if one.count), key=lambda one: -one.count),
        tallies(Counter(row[1] for row in rows), labels=AgeGroup.choices()),
        tallies(Counter(row[2] for row in rows), labels=called.items()),
        [Tally(f"{day:%B %Y}", *counted(of_month[day], exactly=exactly)) for day in months],
    )


def months_until(day: date) -> list[date]:
    """Give the first days of the months that are counted, the oldest first."""
    ends = day.year * 12 + day.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(ends - MONTHS + 1, ends + 1)]

"""Lists of what is owed: one's own, one's agency's, and what is owed to one; nobody hidden from the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from wraparound.access.queries import names_of
from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.rules import LONDON
from wraparound.duties.models import OPEN, Duty, RuleVersion
from wraparound.duties.ports import OUTSIDE
from wraparound.duties.queries.absences import stands_in_for
from wraparound.duties.queries.people import people_who_owe
from wraparound.duties.rules.words import DueTold, told_due
from wraparound.duties.words import Standing
from wraparound.kernel.acting import Actor

LISTED = 25
SORTS = ("due", "-due")
WHENS = ("late", "today", "week", "paused", "closed")
MINE, AGENCY, OWED = "mine", "agency", "owed"


@dataclass(frozen=True)
class Asked:
    """What a reader asks to see of a list; what is left out narrows nothing."""

    which: str = MINE
    when: str = ""
    rule: str = ""
    agency: str = ""
    owner: str = ""
    sort: str = "due"
    after: str = ""  # the key of the last line of the page before


@dataclass(frozen=True)
class Line:
    """One line of a list."""

    duty: Duty
    due: DueTold
    who: str  # who owes it, or to whom it is owed
    whose: str  # the other side
    person: tuple[str, str] | None  # code and name of whom it is about, if the reader may see them


@dataclass(frozen=True)
class Shown:
    """A page of a list, how many there are, and what narrows it."""

    asked: Asked
    lines: list[Line]
    goes_on: str  # the key after which the next page begins
    counts: Mapping[str, int]  # late, today, week, all
    rules: list[tuple[str, str]]
    agencies: list[tuple[str, str]]
    owners: list[tuple[str, str]] = field(default_factory=list)
    persons: tuple[int, ...] = ()  # whom it names


def not_hidden(found: QuerySet[Duty], *, by: Actor) -> QuerySet[Duty]:
    """Leave out duties about someone of whom a reader may learn nothing."""
    if OUTSIDE.persons is None:
        raise RuntimeError("Nothing is shown of persons before the wiring says whom one may see.")
    return found.exclude(about__in=OUTSIDE.persons.hidden_from(by))


def duties_visible_to(by: Actor, *, at: datetime) -> QuerySet[Duty]:
    """Find the duties of which someone may know: their agency's, those owed to it, and their own."""
    owners = [by.username, *stands_in_for(by.username, at=at)] if by.username else []
    return not_hidden(Duty.objects.filter(Q(agency=by.agency) | Q(owed_to=by.agency) | Q(owner__in=owners)), by=by)


def listed_for(asked: Asked, *, by: Actor, at: datetime) -> QuerySet[Duty]:
    """Find the duties of one of the three lists, open unless the closed are asked for."""
    if asked.which == MINE:
        found = Duty.objects.filter(owner__in=[by.username, *stands_in_for(by.username, at=at)]).exclude(owner="")
    elif asked.which == AGENCY:
        found = Duty.objects.filter(agency=by.agency)
    else:
        found = Duty.objects.filter(owed_to=by.agency)
    found = found.filter(closed_at__isnull=False) if asked.when == "closed" else found.filter(OPEN)
    return not_hidden(found, by=by)


def shown_to(asked: Asked, *, by: Actor, at: datetime) -> Shown:
    """Give a page of a list, with what narrows it. Cost: eight queries at most."""
    every = listed_for(asked, by=by, at=at)
    some = list(_after(_narrowed(every, asked=asked, at=at), asked=asked)[: LISTED + 1])
    page = some[:LISTED]
    numbers = tuple({one.about for one in page if one.about is not None})
    called = OUTSIDE.persons.called(numbers, by=by, at=at) if OUTSIDE.persons and numbers else {}
    agencies = list(agencies_of_area().values_list("code", "name"))
    people = names_of(name for one in page for name in (one.owner, one.owed_to_person) if name)
    names = dict(agencies) | people
    rules = RuleVersion.objects.order_by("code", "number").values_list("code", "name")
    return Shown(
        asked,
        [
            _line(one, names=names, called=called, desk="The desk" if asked.which == AGENCY else "", at=at)
            for one in page
        ],
        _key(page[-1]) if len(some) > LISTED else "",
        _counts(listed_for(Asked(asked.which), by=by, at=at), at=at),
        sorted(dict(rules).items(), key=lambda one: one[1]),
        agencies,
        list(people_who_owe(by.agency, at=at).items()) if asked.which == AGENCY else [],
        tuple(called),
    )


def _line(
    one: Duty, *, names: Mapping[str, str], called: Mapping[int, tuple[str, str]], desk: str, at: datetime
) -> Line:
    owing, owed = names.get(one.agency, one.agency), names.get(one.owed_to, one.owed_to)
    owner = names.get(one.owner, one.owner)
    owing = (owner or desk) if desk else f"{owner}, {owing}" if owner else owing
    owed = f"{names.get(one.owed_to_person, one.owed_to_person)}, {owed}" if one.owed_to_person else owed
    due = told_due(one.due_at, standing=Standing(one.standing), closed_at=one.closed_at, at=at)
    return Line(one, due, owing, owed, called.get(one.about) if one.about is not None else None)


def _narrowed(found: QuerySet[Duty], *, asked: Asked, at: datetime) -> QuerySet[Duty]:
    ends = ends_of_days(at)
    whens = {
        "late": Q(due_at__lte=at, standing=Standing.OPEN),
        "today": Q(due_at__gt=at, due_at__lte=ends[0], standing=Standing.OPEN),
        "week": Q(due_at__gt=at, due_at__lte=ends[1], standing=Standing.OPEN),
        "paused": Q(standing=Standing.PAUSED),
    }
    found = found.filter(whens.get(asked.when, Q()))
    found = found.filter(version__code=asked.rule) if asked.rule else found
    if asked.agency:
        found = found.filter(**{"agency" if asked.which == OWED else "owed_to": asked.agency})
    return found.filter(owner="" if asked.owner == "desk" else asked.owner) if asked.owner else found


def _counts(found: QuerySet[Duty], *, at: datetime) -> dict[str, int]:
    ends = ends_of_days(at)
    runs = Q(standing=Standing.OPEN)
    return found.aggregate(
        late=Count("standing", filter=runs & Q(due_at__lte=at)),
        today=Count("standing", filter=runs & Q(due_at__gt=at, due_at__lte=ends[0])),
        week=Count("standing", filter=runs & Q(due_at__gt=at, due_at__lte=ends[1])),
        paused=Count("standing", filter=Q(standing=Standing.PAUSED)),
        all=Count("standing"),
    )


def owed_by_agency(by: Actor, *, at: datetime) -> dict[str, int]:
    """Count what someone's agency owes: late, due today, due within a week. Cost: one query."""
    return _counts(listed_for(Asked(AGENCY), by=by, at=at), at=at)


def ends_of_days(at: datetime) -> tuple[datetime, datetime]:
    """Give the ends of today and of the seventh day from today, in England."""
    tomorrow = localdate(at, LONDON) + timedelta(days=1)
    return (
        datetime.combine(tomorrow, time(), LONDON),
        datetime.combine(tomorrow + timedelta(days=6), time(), LONDON),
    )


def _after(found: QuerySet[Duty], *, asked: Asked) -> QuerySet[Duty]:
    """Begin after a key, so that a page far down costs no more than the first."""
    way, moment, pk = "lt" if asked.sort.startswith("-") else "gt", *_key_of(asked.after)
    if moment is not None:
        beyond = Q(**{f"due_at__{way}": moment}) | Q(**{"due_at": moment, f"pk__{way}": pk})
        found = found.filter(beyond, **{f"due_at__{way}e": moment})
    return found.order_by(*(("-due_at", "-pk") if way == "lt" else ("due_at", "pk"))).select_related("version")


def _key_of(after: str) -> tuple[datetime | None, int]:
    """Read the key of a line; none where it is no such key."""
    when, _, pk = after.rpartition("_")
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return None, 0
    return (moment, int(pk)) if pk.isdigit() and moment.tzinfo is not None else (None, 0)


def _key(one: Duty) -> str:
    return f"{one.due_at.isoformat()}_{one.pk}"

"""Where a child lives and lived, and who else lives there: as each source says it, with since when and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from wraparound.identity.models import Address, Person
from wraparound.identity.queries import AMONG, among
from wraparound.identity.queries.family import voices
from wraparound.identity.queries.former import told_of_hidden
from wraparound.identity.queries.held import AddressHeld
from wraparound.identity.queries.seen import is_seen
from wraparound.identity.queries.told import Source
from wraparound.identity.rules import mostly_called, mostly_of_sex
from wraparound.identity.rules.scrap_parts import street_lines
from wraparound.kernel.acting import Actor
from wraparound.kernel.postcodes import normal_postcode
from wraparound.ledger.queries import Compiled

MOST_AT_HOME = 12  # people; where more live it is a hostel or a home, and its residents are no household
LOOKED_AT = 200  # addresses
THERE = (  # two look-ups by their indexes: asked as one "or", PostgreSQL reads every address there is
    "SELECT id FROM identity_address WHERE home {among}"
    " UNION SELECT id FROM identity_address WHERE household > '' AND household {among}"
)


class Lived(NamedTuple):
    """That someone else lives or lived at a home or in a household, as one record tells."""

    home: str
    household: str
    since_on: date | None
    told_on: date
    until_on: date | None
    feed: str
    said: dict[str, list[str]]
    ended_on: date | None
    agency: str
    person: int
    code: str

    @property
    def left_on(self) -> date | None:
        """Give when they left, as far as the record tells; None while they live there."""
        return self.until_on or self.ended_on


@dataclass(frozen=True)
class Stay:
    """A home someone has or had, since when and until when, and which agencies say so."""

    line: str
    postcode: str
    since: date | None
    told: date | None
    until: date | None
    agencies: list[str]


@dataclass(frozen=True)
class Resident:
    """Someone else who lives or lived at a child's home at the same time, and which agencies say so."""

    code: str
    name: str
    sex: str  # in words; "" where it is not known
    since: date | None
    until: date | None
    agencies: list[str]


@dataclass(frozen=True)
class Household:
    """Who lives at one address according to whom; nobody is named where many share it."""

    line: str
    residents: list[Resident]
    shared: bool
    persons: frozenset[int]


def stays_of(sources: Sequence[Source]) -> list[Stay]:
    """Give the homes that sources tell of, the present ones first and then the latest."""
    told: dict[tuple[str, bool], list[tuple[Source, AddressHeld]]] = {}
    for source in sources:
        for one in source.addresses:
            place = one.home or f"{one.line} {one.postcode}".casefold()
            if place.strip():
                told.setdefault((place, one.until_on is None and source.is_now), []).append((source, one))
    stays = [_stay(some) for some in told.values()]
    known = {stay.postcode for stay in stays}
    former = [
        (normal_postcode(code) or code, source.agency)
        for source in sources
        for code in source.record.said.get("previous_postcode", [])
    ]
    far = date.max
    stays.sort(key=lambda stay: (stay.until or far, stay.since or stay.told or date.min), reverse=True)
    before = [pair for pair in former if pair[0] not in known]
    return stays + [Stay("", code, None, None, None, agencies) for code, agencies in voices(before)]


def households_of(person: Person, *, sources: Sequence[Source], by: Actor, at: datetime) -> list[Household]:
    """Find who else lives where sources say a child lives, of those whom someone may see. Cost: one query."""
    own = [
        (source, one)
        for source in sources
        if source.is_now
        for one in source.addresses
        if one.until_on is None and (one.home or one.household)
    ]
    if not own:
        return []
    homes_of, numbers = ({getattr(one, name) for _, one in own} - {""} for name in ("home", "household"))
    lived = _lived(person, homes=homes_of, numbers=numbers, by=by, at=at)
    homes: dict[str, list[tuple[Source, AddressHeld]]] = {}
    for source, one in own:
        homes.setdefault(one.home or one.household, []).append((source, one))
    return [_household(some, lived=lived) for some in homes.values()]


def _lived(person: Person, *, homes: Collection[str], numbers: Collection[str], by: Actor, at: datetime) -> list[Lived]:
    """Read who else of those whom someone may see lives or lived at homes, or in households of these numbers."""
    asked = {"username": by.username, "agency": by.agency, "at": at, "person": person.pk}
    asked |= {"homes": among(homes or NONE), "numbers": among(numbers or NONE)}
    return [Lived(*row) for row in LIVED.rows(by.roles, **asked)]


def _asked_of_homes(roles: frozenset[str], **asked: Any) -> QuerySet[Address, Any]:
    there = RawSQL(THERE.format(among=AMONG[connection.vendor]), [asked["homes"], asked["numbers"]])  # noqa: S611 – bound
    by = Actor(asked["username"], asked["agency"], roles=roles)
    seen = is_seen("record__person", by=by, at=asked["at"])
    others = (
        Address.objects.filter(seen, pk__in=there, record__person__isnull=False)
        .exclude(record__person=asked["person"])
        .exclude(told_of_hidden("record", until="until_on", by=by))
        .order_by("pk")
    )
    return others.values_list(*TOLD)[:LOOKED_AT]


NONE = (" ",)  # which is no home
TOLD = (
    "home", "household", "since_on", "told_on", "until_on", "record__feed", "record__said", "record__ended_on",
    "record__agency__name", "record__person_id", "record__person__code",
)  # fmt: skip
LIVED = Compiled(_asked_of_homes)


def _stay(told: Sequence[tuple[Source, AddressHeld]]) -> Stay:
    since = [one.since_on for _, one in told if one.since_on]
    ends = [one.until_on or source.record.ended_on for source, one in told]
    first = next((one for _, one in told if one.line), told[0][1])
    agencies = sorted({source.agency for source, _ in told})
    first_told = min(one.told_on for _, one in told)
    return Stay(
        first.line,
        first.postcode,
        min(since, default=None),
        first_told,
        max(filter(None, ends), default=None) if all(ends) else None,
        agencies,
    )


def _household(own: Sequence[tuple[Source, AddressHeld]], *, lived: Sequence[Lived]) -> Household:
    """Gather those who live at one home while the child does, by the home or by the agency's own number."""
    homes = {one.home for _, one in own} - {""}
    numbers = {(source.record.feed, one.household) for source, one in own if one.household}
    since = min(one.since_on or one.told_on for _, one in own)
    together: dict[int, list[Lived]] = {}
    for one in lived:
        stayed = one.left_on is None or one.left_on > since
        if stayed and (one.home in homes or (one.feed, one.household) in numbers):
            together.setdefault(one.person, []).append(one)
    line = next((f"{one.line}, {one.postcode}".strip(", ") for _, one in own if one.line), own[0][1].postcode)
    shared = len(together) > MOST_AT_HOME
    residents = [] if shared else [_resident(some) for some in together.values()]
    return Household(line, sorted(residents, key=lambda one: one.name), shared, frozenset(() if shared else together))


def _resident(told: Sequence[Lived]) -> Resident:
    ends = [one.left_on for one in told]
    return Resident(
        code=told[0].code,
        name=mostly_called(one.said for one in told),
        sex=mostly_of_sex(one.said for one in told),
        since=min((one.since_on for one in told if one.since_on), default=None),
        until=max(filter(None, ends)) if all(ends) else None,
        agencies=sorted({one.agency for one in told}),
    )


def records_at(street: str, *, among: Collection[int]) -> list[int]:
    """Give those of some records that tell or told of an address with these words. Cost: one query, none without."""
    lines = street_lines(street)
    if not lines or not among:
        return []
    found = Address.objects.filter(record__in=among)
    for word in lines[-1].split():
        found = found.filter(line__icontains=word)
    return sorted(set(found.values_list("record", flat=True)))

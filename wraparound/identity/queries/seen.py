"""Whom someone may see: the one condition that every list, page, count and search is made of.

Whoever reads persons or records for people begins here, never at the tables: tests/house/test_seen.py holds them to it.
A shield hides from everyone but the keepers of shields, whatever glass is broken. Beneath it, those who may look up
strangers see everyone; others see whom their agency holds a record of now, and whom they opened by breaking the glass.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from wraparound.access.policies import check_may_look_up
from wraparound.access.queries import opened_to
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.models import Decision, Move, Person, Record, Shield
from wraparound.identity.queries import AMONG, among
from wraparound.identity.queries.codes import has_code, led_to
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled

LEADING = (  # every code that leads to some persons, and to whom: their own, those they took in, and so on
    "WITH RECURSIVE leads(id, whose) AS (SELECT id, id FROM identity_person WHERE id {among}"
    " UNION SELECT was.id, leads.whose FROM identity_person was JOIN leads ON was.became_id = leads.id) "
)
HAPPENED = "told.undone_at IS NULL AND told.kind IN ('died', 'moved_in', 'moved_out')"
OF_LIVES = (  # what people told of some persons, under any code that leads to them, and what their records tell
    "SELECT told.*, leads.whose FROM identity_lifeevent told JOIN leads ON told.person_id = leads.id"  # noqa: S608
    " WHERE told.undone_at IS NULL UNION ALL"
    " SELECT told.*, record.person_id FROM identity_lifeevent told JOIN identity_record record"
    f" ON record.id = told.record_id WHERE {HAPPENED} AND record.person_id {{among}} ORDER BY id"
)
LIVED = (  # those of some persons of whom a move or a death is told: by somebody, or by a record
    "SELECT leads.whose FROM leads JOIN identity_lifeevent told ON told.person_id = leads.id"  # noqa: S608
    " WHERE told.undone_at IS NULL UNION"
    " SELECT leads.whose FROM leads JOIN identity_record record ON record.person_id = leads.id"
    f" JOIN identity_lifeevent told ON told.record_id = record.id WHERE {HAPPENED}"
)


def shields_standing() -> QuerySet[Shield]:
    """Find the shields that nobody has lifted."""
    return Shield.objects.filter(lifted_at__isnull=True)


def hidden_from(by: Actor) -> QuerySet[Shield, Any]:
    """Give the numbers of the persons who are hidden from someone, as a condition for a query of another table."""
    standing = shields_standing().values("person")
    return standing.none() if permitted(by.roles, permission=Permission.KEEP_SHIELDS) else standing


def persons_known(by: Actor) -> QuerySet[Person]:
    """Find the persons of whose existence someone may know."""
    return Person.objects.exclude(Exists(hidden_from(by).filter(person=OuterRef("pk"))))


def person_known(code: str, *, by: Actor) -> Person | None:
    """Find whom a code leads to; one whose code was retired leads to the person who took them in.

    Cost: one query, the same whether there is nobody, somebody, or somebody hidden.
    """
    return _led_to(code, by=by).first()


def person_asked(code: str, *, by: Actor, at: datetime) -> tuple[Person | None, bool]:
    """Find whom a code leads to, and say whether someone may see them. Cost: as `person_known`."""
    asked = {"username": by.username, "agency": by.agency, "at": at, "code": code}
    for pk, held, since, seen in ASKED_FOR.rows(by.roles, **asked):
        return Person(pk=pk, code=held, since=since), bool(seen)
    return None, False


def _asked_for(roles: frozenset[str], *, username: str, agency: str, at: datetime, code: str) -> QuerySet[Person, Any]:
    by = Actor(username, agency, roles=roles)
    seen = ExpressionWrapper(is_seen("pk", by=by, at=at), BooleanField())
    return _led_to(code, by=by).annotate(is_seen=seen).values_list("pk", "code", "since", "is_seen")


ASKED_FOR = Compiled(_asked_for)


def _led_to(code: str, *, by: Actor) -> QuerySet[Person]:
    led = led_to(code, openly=not permitted(by.roles, permission=Permission.KEEP_SHIELDS))
    hidden = hidden_from(by).filter(person__in=led)
    return Person.objects.filter(pk__in=led, became__isnull=True).exclude(Exists(hidden))


def of_leads(asks: str) -> str:
    """Give a query, bound to persons (`among`), of `leads`: the codes that lead to them, and to whom each leads."""
    return LEADING.format(among=AMONG[connection.vendor]) + asks


def codes_leading_to(persons: Any) -> RawSQL:
    """Give the numbers of all codes that lead to persons (`among`) whom someone may see, as a condition for a query."""
    return RawSQL(of_leads("SELECT id FROM leads"), [persons])  # noqa: S611 – words of our own; the numbers are bound


def persons_seen(by: Actor, *, at: datetime) -> QuerySet[Person]:
    """Find the persons whose records someone may see."""
    return Person.objects.filter(is_seen("pk", by=by, at=at))


def is_seen(whose: str, *, by: Actor, at: datetime) -> Q:
    """Give the condition that someone may see a person, who is named by a column of the table that is asked.

    Asked so, and not whether they are among all who may be seen, PostgreSQL looks at that person alone. Where the
    column can be empty, ask for one that is not: nobody is hidden, and so nobody is seen there.
    """
    if not permitted(by.roles, permission=Permission.LOOK_UP_CHILDREN):
        return Q(pk__in=[])
    known = ~Exists(hidden_from(by).filter(person=OuterRef(whose)))
    if permitted(by.roles, permission=Permission.LOOK_UP_STRANGERS):
        return Q(known)
    own = Record.objects.filter(person=OuterRef(whose), agency__code=by.agency, ended_on__isnull=True)
    opened = opened_to(by, at=at).filter(person=OuterRef(whose))
    return Q(known) & (Exists(own) | Exists(opened))


def codes_seen(persons: Iterable[int], *, by: Actor, at: datetime) -> dict[int, str]:
    """Give the codes of those of some persons whom someone may see; of those whose code was retired, none."""
    found = persons_seen(by, at=at).filter(pk__in=set(persons), became__isnull=True)
    return dict(found.values_list("pk", "code"))


def whether_open(code: str, *, by: Actor, at: datetime) -> bool | None:
    """Say whether whom a code leads to is open to someone who looks children up; None where there is nobody."""
    check_may_look_up(by)
    person, seen = person_asked(code, by=by, at=at)
    return seen if person else None


def records_known(by: Actor) -> QuerySet[Record]:
    """Find the records of whose existence someone may know; who one is about must be known before."""
    linked = Record.objects.filter(person__isnull=False)
    return linked.exclude(Exists(hidden_from(by).filter(person=OuterRef("person"))))


class RecordTold(NamedTuple):
    """What a record says, whether it said something else before, when it ended, and the name of who holds it.

    `lived`: whether anything is told of a move or a death of whom it is about.
    """

    pk: int
    person: int
    said: dict[str, list[str]]
    is_changed: bool
    ended_on: date | None
    agency: str
    lived: bool


def records_told(persons: Iterable[int], *, by: Actor) -> dict[int, list[RecordTold]]:
    """Give what records of some persons say, those that have ended last; of one without any, nothing.

    Cost: one query.
    """
    held: dict[int, list[RecordTold]] = {}
    for row in TOLD_OF.rows(by.roles, persons=among(persons)):
        told = RecordTold(*row)
        held.setdefault(told.person, []).append(told)
    return held


def _told_of(roles: frozenset[str], *, persons: str) -> QuerySet[Record, Any]:
    theirs = RawSQL(f"identity_record.person_id {AMONG[connection.vendor]}", [persons], BooleanField())  # noqa: S611
    found = records_known(Actor("", "", roles=roles)).filter(theirs).order_by("ended_on", "pk")
    changed = ExpressionWrapper(~Q(changed_at=F("since")), BooleanField())
    lived = RawSQL(f"identity_record.person_id IN ({of_leads(LIVED)})", [persons], BooleanField())  # noqa: S611
    told = found.annotate(is_changed=changed, lived=lived)
    return told.values_list("pk", "person_id", "said", "is_changed", "ended_on", "agency__name", "lived")


TOLD_OF = Compiled(_told_of)


def records_shielded() -> QuerySet[Record]:
    """Find the records of everyone who is shielded, as a condition for a query of another table."""
    return Record.objects.filter(Exists(shields_standing().filter(person=OuterRef("person"))))


def records_hidden(by: Actor) -> QuerySet[Record]:
    """Find the records of those who are hidden from someone, so that nobody named elsewhere betrays them.

    Cost: as many look-ups as are hidden: it begins at the shields, for records are a million.
    """
    return Record.objects.filter(person__in=hidden_from(by))


def records_of_persons(persons: Iterable[int]) -> list[int]:
    """Give the numbers of the records of some persons, for what is noted and shown to nobody."""
    return list(Record.objects.filter(person__in=list(persons)).values_list("pk", flat=True))


def persons_of(records: Collection[int], *, by: Actor, at: datetime) -> list[tuple[int, int, str]]:
    """Give whose each of some records is, of those whom someone may see: (record, person, code). Cost: one query."""
    asked = {"username": by.username, "agency": by.agency, "at": at, "records": among(records)}
    return [(pk, person, code) for pk, person, code, became in PERSONS_OF.rows(by.roles, **asked) if became is None]


def _persons_of(
    roles: frozenset[str], *, username: str, agency: str, at: datetime, records: str
) -> QuerySet[Record, Any]:
    seen = is_seen("person", by=Actor(username, agency, roles=roles), at=at)
    found = RawSQL(f"identity_record.id {AMONG[connection.vendor]}", [records], BooleanField())  # noqa: S611
    known = Record.objects.filter(found, seen, person__isnull=False)
    return known.values_list("pk", "person_id", "person__code", "person__became_id")


PERSONS_OF = Compiled(_persons_of)


def person_coded(code: str, *, by: Actor, at: datetime) -> dict[int, str]:
    """Give the one who has a code that is in use, if it is someone whom an actor may see. Cost: one query."""
    held = has_code(code, openly=not permitted(by.roles, permission=Permission.KEEP_SHIELDS))
    found = persons_seen(by, at=at).filter(became__isnull=True, pk__in=held)
    return dict(found.values_list("pk", "code"))


def records_of(person: Person | OuterRef) -> QuerySet[Record]:
    """Find the records of a person whom someone may see."""
    return Record.objects.filter(person=person)


def records_of_all(persons: Collection[int] | RawSQL) -> QuerySet[Record]:
    """Find the records of persons whom someone may see."""
    return Record.objects.filter(person__in=persons)


def moves_known(by: Actor) -> QuerySet[Move]:
    """Find the moves of records of which someone may know whose they were, are said to be, and are now."""
    found = Move.objects.all()
    for whose in ("was", "now", "record__person"):
        found = found.exclude(Exists(hidden_from(by).filter(person=OuterRef(whose))))
    return found


def decisions_known(by: Actor) -> QuerySet[Decision]:
    """Find what was said of records of whose existence someone may know."""
    records = records_known(by)
    return Decision.objects.filter(
        Exists(records.filter(pk=OuterRef("left"))), Exists(records.filter(pk=OuterRef("right")))
    )

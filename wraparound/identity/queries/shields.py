"""Shields as their keepers see them: those that stand, one with whom it hides, and those that are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BooleanField, F, QuerySet
from django.db.models.expressions import RawSQL

from wraparound.access.queries import names_of
from wraparound.identity.models import Record, Shield
from wraparound.identity.queries import AMONG, among
from wraparound.identity.queries.seen import shields_standing
from wraparound.identity.queries.told import said_now
from wraparound.identity.rules import mostly_born, mostly_called

LACKING = (  # codes that lead to someone shielded, and are not shielded so themselves: to whom each leads, and it
    "SELECT shield.person_id, retired.id FROM identity_shield shield"
    " JOIN identity_person retired ON retired.became_id = shield.person_id"
    " WHERE shield.lifted_at IS NULL AND NOT EXISTS (SELECT 1 FROM identity_shield held"
    " WHERE held.person_id = retired.id AND held.kind = shield.kind AND held.lifted_at IS NULL)"
)


@dataclass(frozen=True)
class ShieldPage:
    """One shield: whom it hides and by whom they are known, who set it, and who lifted it."""

    shield: Shield
    name: str
    born: str
    agencies: list[tuple[str, str]]  # name and telephone of those who hold a record now
    set_by: str
    lifted_by: str


def shields_of(persons: Iterable[int]) -> list[Shield]:
    """Give the shields that stand for some persons, the newest first. Cost: one query."""
    theirs = RawSQL(f"identity_shield.person_id {AMONG[connection.vendor]}", [among(persons)], BooleanField())  # noqa: S611
    return list(shields_standing().filter(theirs).order_by("-pk"))


def codes_lacking_shields() -> list[tuple[int, int]]:
    """Give those who are shielded and codes that lead to them and are not, of some kind. Cost: one query."""
    with connection.cursor() as cursor:
        cursor.execute(LACKING)
        return [(person, code) for person, code in cursor.fetchall()]


def shields_listed() -> QuerySet[Shield]:
    """Find the shields that stand, those to be looked at again soonest first."""
    standing = shields_standing().select_related("person")
    return standing.order_by(F("until").asc(nulls_last=True), "set_at", "pk")


def shields_due(*, on: date) -> int:
    """Count the shields at which a keeper was to look again by a day."""
    return shields_standing().filter(until__lte=on).count()


def shield_page(pk: int) -> ShieldPage | None:
    """Gather one shield's page. Cost: three queries."""
    shield = Shield.objects.select_related("person", "spread_from__person").filter(pk=pk).first()
    if shield is None:
        return None
    records = list(Record.objects.filter(person=shield.person).select_related("agency").order_by("ended_on", "pk"))
    now = {record.agency.name: record.agency.phone for record in records if record.ended_on is None}
    said = said_now(records)
    names = names_of([shield.set_by, shield.lifted_by])
    return ShieldPage(
        shield,
        mostly_called(said) if said else "Nobody holds a record of this person now",
        mostly_born(said),
        sorted(now.items()),
        *(names.get(username, username) for username in (shield.set_by, shield.lifted_by)),
    )

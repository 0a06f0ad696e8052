"""One child's two identities that are kept apart, as keepers of shields see them, and whether they have met."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from wraparound.access.queries import names_of
from wraparound.identity.models import Apart, Decision, Person
from wraparound.identity.queries.seen import person_known, records_of
from wraparound.identity.queries.told import said_now
from wraparound.identity.rules import called, day_of, mostly_born, mostly_called
from wraparound.kernel.acting import Actor

MOST = 100  # listed at once, the newest


@dataclass(frozen=True)
class Identity:
    """One of a child's two identities: its code now, what most records call it, and when it was born."""

    code: str
    name: str
    born: str


@dataclass(frozen=True)
class ApartPage:
    """Two identities that are kept apart: which, why, who said so and who ended it."""

    apart: Apart
    former: Identity
    new: Identity
    set_by: str
    ended_by: str


def aparts_standing() -> QuerySet[Apart]:
    """Find the identities that are kept apart, the newest first."""
    return Apart.objects.filter(ended_at__isnull=True).select_related("former", "new").order_by("-pk")


def keeping_apart() -> QuerySet[Decision]:
    """Find what says of records that they are of identities that are kept apart."""
    return Decision.objects.filter(apart__ended_at__isnull=True, apart__isnull=False, undone_at__isnull=True)


def is_kept_apart(persons: Collection[int]) -> bool:
    """Say whether any of some persons holds a record of an identity that is kept apart. Cost: one query."""
    return keeping_apart().filter(Q(left__person__in=persons) | Q(right__person__in=persons)).exists()


def have_met() -> bool:
    """Say whether records of identities that are kept apart are one person's. Cost: one query."""
    return keeping_apart().filter(left__person=F("right__person")).exists()


def decisions_of(apart: Apart) -> list[int]:
    """Give what was said of records for the sake of two identities, and stands."""
    return list(keeping_apart().filter(apart=apart).order_by("pk").values_list("pk", flat=True))


def apart_page(pk: int, *, by: Actor) -> ApartPage | None:
    """Gather what a keeper is shown of two identities. Cost: six queries."""
    apart = Apart.objects.select_related("former", "new").filter(pk=pk).first()
    if apart is None:
        return None
    names = names_of([apart.set_by, apart.ended_by])
    former, new = (_identity(one, by=by) for one in (apart.former, apart.new))
    return ApartPage(apart, former, new, *(names.get(one, one) for one in (apart.set_by, apart.ended_by)))


def records_in_words(person: Person) -> list[tuple[int, str]]:
    """Give the records of a person, each with whom it calls them and whose it is."""
    found = []
    for one in records_of(person).select_related("agency").order_by("pk"):
        born = mostly_born([one.said])
        day = day_of(born)
        born = f"{day.day} {day:%B %Y}" if day else born
        words = f"{called(one.said)}{f', born {born}' if born else ''}: {one.agency.name}, reference {one.key}"
        found.append((one.pk, words))
    return found


def _identity(person: Person, *, by: Actor) -> Identity:
    now = person_known(person.code, by=by) or person
    said = said_now(list(records_of(now))) or [{}]
    return Identity(now.code, mostly_called(said), mostly_born(said))

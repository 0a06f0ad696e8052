"""Shields are set and lifted by their keepers, and go with the records of whom they hide."""

from collections.abc import Iterable
from datetime import date, datetime

from wraparound.access.policies import check_may, check_may_now
from wraparound.access.rules import VERSION
from wraparound.access.words import Permission
from wraparound.identity.actions.holding import hold_aside
from wraparound.identity.actions.noting import note_for_index
from wraparound.identity.events import ShieldLifted, ShieldSet, ShieldsSpread
from wraparound.identity.models import Linkings, Shield
from wraparound.identity.queries.apart import is_kept_apart
from wraparound.identity.queries.seen import person_known, records_of_persons, shields_standing
from wraparound.identity.queries.shields import (
    ShieldPage,
    codes_lacking_shields,
    shield_page,
    shields_listed,
    shields_of,
)
from wraparound.identity.words import ShieldKind
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, write_down

AT_ONCE = 1_000
LISTED = 25
SHOWN = ("code", "kind", "until")


class CannotShield(CannotDo):
    """There is no such person or shield, or it is as asked already."""


@whole
def set_shield(
    code: str, *, kind: ShieldKind, reason: str, until: date | None = None, by: Actor, at: datetime
) -> Shield:
    """Hide a person, with everything linked to them, from everyone but the keepers of shields."""
    check_may_now(by, permission=Permission.KEEP_SHIELDS, at=at)
    _hold_linking()
    person = person_known(code, by=by)
    if person is None:
        raise CannotShield("There is no person of this code. It is on the child's page, such as P-7K3M-92QX.")
    if not reason.strip():
        raise CannotShield("Say why, so that another keeper knows when the shield may be lifted.")
    if shields_standing().filter(person=person, kind=kind).exists():
        raise CannotShield("A shield of this kind stands for this person already.")
    shield = Shield.objects.create(
        person=person, kind=kind, reason=reason.strip(), until=until, set_by=by.username, set_at=at
    )
    write_down(ShieldSet(shield.pk), about=[person.pk], rules=VERSION, by=by, at=at)
    _spread_to_retired(by=by, at=at)
    note_for_index(records_of_persons([person.pk]), at=at)
    hold_aside(by=by, at=at)
    return shield


@whole
def lift_shield(shield: int, *, why: str, by: Actor, at: datetime) -> Shield:
    """Say that a person need not be hidden any more for this reason; other shields of theirs still stand.

    A code that leads to somebody still hidden stays hidden with them, whoever's it was.
    """
    check_may_now(by, permission=Permission.KEEP_SHIELDS, at=at)
    held = Shield.objects.select_for_update().filter(pk=shield, lifted_at__isnull=True).first()
    if held is None:
        raise CannotShield("This shield was lifted already.")
    if not why.strip():
        raise CannotShield("Say why the shield may be lifted.")
    if held.kind == ShieldKind.ADOPTED and is_kept_apart([held.person_id]):
        raise CannotShield("This person is kept apart from another identity of theirs. End that first, under Shields.")
    lifted = {"lifted_by": by.username, "lifted_at": at, "lifted_why": why.strip()}
    here = {held.pk: held.person_id}
    note_for_index(records_of_persons(here.values()), at=at)
    while here:  # and with it those of codes that only lead here
        Shield.objects.filter(pk__in=here).update(**lifted)
        for one, person in here.items():
            write_down(ShieldLifted(one), about=[person], rules=VERSION, by=by, at=at)
        led = shields_standing().filter(spread_from__in=list(here), person__became__in=list(here.values()))
        here = dict(led.order_by("pk").values_list("pk", "person_id"))
    _spread_to_retired(by=by, at=at)
    held.refresh_from_db()
    return held


@whole
def spread_shields(moves: Iterable[tuple[int, int, int]], *, by: Actor, at: datetime) -> int:
    """Shield everyone to whom a record of a shielded person moves; give how many shields that makes.

    Of moves at once, each counts as if it were the last: whoever is shielded by one of them was so when others left
    them. Cost: two small queries where nobody of them is shielded, else a few for each step that a shield goes on.
    """
    moves = list(moves)
    ways = dict.fromkeys((was, now) for _, was, now in moves)
    standing = _standing(ways)
    note_for_index((record for record, *both in moves if not standing.keys().isdisjoint(both)), at=at)
    count = 0
    while made := _spread(ways, standing=standing, by=by, at=at):
        count += made
    return count + _spread_to_retired(by=by, at=at)


def _standing(ways: Iterable[tuple[int, int]]) -> dict[int, dict[str, Shield]]:
    """Give the shields of those from whom and to whom some ways lead, by person and kind."""
    standing: dict[int, dict[str, Shield]] = {}
    for shield in shields_of({person for way in ways for person in way}):
        standing.setdefault(shield.person_id, {})[shield.kind] = shield
    return standing


def _spread_to_retired(*, by: Actor, at: datetime) -> int:
    """Shield the codes that lead to someone shielded: that they lead nowhere now must not be told."""
    count = 0
    while ways := codes_lacking_shields():
        count += _spread(ways, standing=_standing(ways), by=by, at=at)
    return count


def _spread(ways: Iterable[tuple[int, int]], *, standing: dict[int, dict[str, Shield]], by: Actor, at: datetime) -> int:
    """Let the shields of one person stand for another too, for each way from person to person."""
    fresh = {
        (now, kind): shield
        for was, now in ways
        for kind, shield in standing.get(was, {}).items()
        if kind not in standing.get(now, {})
    }
    made = Shield.objects.bulk_create(
        [
            Shield(
                person_id=now, kind=kind, reason=shield.reason, until=shield.until,
                spread_from=shield, set_by=shield.set_by, set_at=at,
            )
            for (now, kind), shield in fresh.items()
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    for one in made:
        standing.setdefault(one.person_id, {})[one.kind] = one
    if made:
        note_for_index(records_of_persons({one.person_id for one in made}), at=at)
        told = ShieldsSpread(tuple((one.pk, one.spread_from_id or 0) for one in made))
        write_down(told, about=[one.person_id for one in made], rules=VERSION, by=by, at=at)
    return len(made)


@whole
def look_at_shields(page: int, *, by: Actor, at: datetime) -> tuple[list[Shield], int, int]:
    """Show a page of the shields that stand to a keeper; give it with its number and how many pages there are."""
    check_may(by, permission=Permission.KEEP_SHIELDS)
    found = shields_listed()
    pages = max(1, -(-found.count() // LISTED))
    number = min(max(page, 1), pages)
    shown = list(found[(number - 1) * LISTED : number * LISTED])
    looked("the list of shields", about=[one.person_id for one in shown], shown=SHOWN, rules=VERSION, by=by, at=at)
    return shown, number, pages


@whole
def look_at_shield(shield: int, *, by: Actor, at: datetime) -> ShieldPage | None:
    """Show one shield, and whom it hides, to a keeper."""
    check_may(by, permission=Permission.KEEP_SHIELDS)
    page = shield_page(shield)
    if page:
        shown = (*SHOWN, "reason", "name", "born", "agencies")
        looked("a shield", about=[page.shield.person_id], shown=shown, rules=VERSION, by=by, at=at)
    return page


def _hold_linking() -> None:
    """Wait until nobody links, and let nobody begin before this is done: a record must not move past a shield."""
    Linkings.objects.get_or_create(pk=1)
    Linkings.objects.select_for_update().get(pk=1)

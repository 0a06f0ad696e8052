"""Holds: a keeper stops parts in someone's life from ending by age, for a reason, and lifts that again."""

from collections.abc import Iterable
from datetime import date, datetime

from wraparound.access.policies import check_may
from wraparound.access.rules import VERSION, says_why
from wraparound.access.words import Permission
from wraparound.identity.events import HoldLifted, HoldSet, HoldsSpread
from wraparound.identity.models import Ending, Hold
from wraparound.identity.queries.ending import holds_standing
from wraparound.identity.queries.retaining import Asked, EndsShown, HoldPage, ending_shown, ends_shown, hold_page
from wraparound.identity.queries.seen import person_known
from wraparound.identity.words import HoldKind
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, write_down

SAY_WHY = "Say in a sentence why, so that someone else can judge it."


class CannotHold(CannotDo):
    """There is no such person or hold, or it is as asked already."""


@whole
def set_hold(code: str, *, kind: HoldKind, reason: str, until: date | None = None, by: Actor, at: datetime) -> Hold:
    """Stop every agency's part in someone's life from ending by age, until a keeper lifts it."""
    check_may(by, permission=Permission.KEEP_RETENTION)
    person = person_known(code, by=by)
    if person is None:
        raise CannotHold("There is no person of this code. It is on the child's page, such as P-7K3M-92QX.")
    if not says_why(reason):
        raise CannotHold(SAY_WHY)
    hold = Hold.objects.create(
        person=person, kind=kind, reason=reason.strip(), until=until, set_by=by.username, set_at=at
    )
    write_down(HoldSet(hold.pk), about=[person.pk], rules=VERSION, by=by, at=at)
    return hold


@whole
def lift_hold(hold: int, *, why: str, by: Actor, at: datetime) -> Hold:
    """Say that parts in someone's life may end by age again; those that are due end on the next day."""
    check_may(by, permission=Permission.KEEP_RETENTION)
    held = Hold.objects.select_for_update().filter(pk=hold, lifted_at__isnull=True).first()
    if held is None:
        raise CannotHold("This hold was lifted already.")
    if not says_why(why):
        raise CannotHold(SAY_WHY)
    held.lifted_by, held.lifted_at, held.lifted_why = by.username, at, why.strip()
    held.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    write_down(HoldLifted(held.pk), about=[held.person_id], rules=VERSION, by=by, at=at)
    return held


@whole
def spread_holds(moves: Iterable[tuple[int, int, int]], *, by: Actor, at: datetime) -> int:
    """Let a hold stand too for whoever a record of its person moves to; give how many holds that makes.

    Cost: one small query where no hold stands, else one more where there is one to spread.
    """
    standing: dict[int, dict[tuple[str, str], Hold]] = {}
    for hold in holds_standing():
        standing.setdefault(hold.person_id, {})[hold.kind, hold.reason] = hold
    ways = dict.fromkeys((was, now) for _, was, now in (moves if standing else ()))
    count = 0
    while made := _spread(ways, standing=standing, by=by, at=at):  # a hold that spread may have to spread on
        count += made
    return count


def _spread(
    ways: Iterable[tuple[int, int]], *, standing: dict[int, dict[tuple[str, str], Hold]], by: Actor, at: datetime
) -> int:
    """Let the holds of one person stand for another too, for each way from person to person."""
    fresh = {
        (now, *why): hold
        for was, now in ways
        for why, hold in standing.get(was, {}).items()
        if why not in standing.get(now, {})
    }
    made = Hold.objects.bulk_create(
        [
            Hold(
                person_id=now, kind=hold.kind, reason=hold.reason, until=hold.until, spread_from=hold,
                set_by=hold.set_by, set_at=at,
            )
            for (now, *_), hold in fresh.items()
        ]
    )  # fmt: skip
    for one in made:
        standing.setdefault(one.person_id, {})[one.kind, one.reason] = one
    if made:
        told = HoldsSpread(tuple((one.pk, one.spread_from_id or 0) for one in made))
        write_down(told, about=[one.person_id for one in made], rules=VERSION, by=by, at=at)
    return len(made)


@whole
def look_at_ends(asked: Asked, *, by: Actor, at: datetime) -> EndsShown:
    """Show a keeper what ends by age before long, what has ended, or the holds that stand."""
    check_may(by, permission=Permission.KEEP_RETENTION)
    found = ends_shown(asked)
    about, shown = found.persons, ("code", "agency", "due_on", "hold")
    looked(f"what ends by age: {asked.show}", about=about, shown=shown, rules=VERSION, by=by, at=at)
    return found


@whole
def look_at_hold(hold: int, *, by: Actor, at: datetime) -> HoldPage | None:
    """Show a keeper one hold and why it stands."""
    check_may(by, permission=Permission.KEEP_RETENTION)
    page = hold_page(hold)
    if page:
        shown = ("code", "kind", "reason", "until")
        looked("a hold", about=[page.hold.person_id], shown=shown, rules=VERSION, by=by, at=at)
    return page


@whole
def look_at_ending(ending: int, *, by: Actor, at: datetime) -> Ending | None:
    """Show a keeper one part that has ended by age."""
    check_may(by, permission=Permission.KEEP_RETENTION)
    found = ending_shown(ending)
    if found:
        about, shown = [found.record.person_id or 0], ("code", "agency", "due_on")
        looked("a part that ended by age", about=about, shown=shown, rules=VERSION, by=by, at=at)
    return found

"""Looking persons up: what is shown is written down first, or not shown."""

from datetime import datetime

from wraparound.access.policies import check_may_look_up
from wraparound.access.rules import VERSION
from wraparound.identity.policies import check_may_see
from wraparound.identity.queries.pages import (
    LISTED,
    LOOKED_AT,
    Listed,
    PersonPage,
    person_page,
    persons_after,
)
from wraparound.identity.queries.seen import person_asked
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look


@whole_look
def look_at_list(after: int, *, by: Actor, at: datetime) -> tuple[list[Listed], int | None]:
    """Show the next persons of the plain list, and from where the list goes on; None at its end."""
    check_may_look_up(by)
    found = persons_after(after, by=by, at=at)
    shown = found[:LISTED]
    if shown:
        about = [person.pk for person, _ in shown]
        looked("the list of children", about=about, shown=("name", "born", "agencies"), rules=VERSION, by=by, at=at)
    goes_on = shown[-1][0].pk if len(found) > LISTED else None
    return [listed for _, listed in shown], goes_on


@whole_look
def look_at_person(code: str, *, by: Actor, at: datetime) -> PersonPage | None:
    """Show one person's records, or nothing where there is no such person.

    Raises MayNotSeePerson where the glass must be broken first.
    """
    check_may_look_up(by)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        return None
    check_may_see(person.code, seen=is_seen)
    page = person_page(person, by=by, at=at)
    about = {person.pk}.union(*(household.persons for household in page.households))
    looked("a child's records", about=about, shown=("name", *LOOKED_AT), rules=VERSION, by=by, at=at)
    return page

"""Looking at the board and at contacts: what is shown is written down first, or not shown."""

from datetime import datetime

from wraparound.access.rules import VERSION
from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.models import Contact, Reading
from wraparound.frontdoor.policies import check_at_the_door
from wraparound.frontdoor.queries.board import READS, Board, board, readers_of
from wraparound.frontdoor.queries.children import ChildShown
from wraparound.frontdoor.queries.contact import (
    ContactPage,
    Earlier,
    ToDecide,
    contact_page,
    earlier_contacts,
    to_decide,
)
from wraparound.frontdoor.queries.contacts import contact_at_the_door, newest_step
from wraparound.frontdoor.queries.door import for_the_door, front_door
from wraparound.frontdoor.queries.known import Known, known_of
from wraparound.frontdoor.queries.narrowing import BoardAsked
from wraparound.identity.actions.searching import search_children
from wraparound.identity.queries.searching import Findings
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole, whole_look

SHOWN = ("name", "story", "decision", "responses")
Who = tuple[ToDecide, ChildShown, Findings | None]


@whole_look
def look_at_board(asked: BoardAsked, *, by: Actor, at: datetime) -> Board:
    """Show the board, or one column of it."""
    check_at_the_door(by, front_door=front_door())
    shown = board(asked, by=for_the_door(by), at=at)
    children = [one.child for column in shown.columns for card in column.cards for one in card.children]
    about = {one.person_id for one in children if one.person_id is not None}
    if about:
        looked("the board of contacts", about=about, shown=("name", "story"), rules=VERSION, by=for_the_door(by), at=at)
    return shown


@whole_look
def look_at_contact(ref: str, *, by: Actor, at: datetime) -> ContactPage | None:
    """Show a contact with all that was decided and came of it; nothing where there is none."""
    contact = contact_at_the_door(ref, by=by)
    if contact is None:
        return None
    page = contact_page(contact, by=for_the_door(by), at=at)
    looked(f"contact {ref}", about=page.persons, shown=SHOWN, rules=VERSION, by=for_the_door(by), at=at)
    return page


@whole_look
def look_at_known(ref: str, *, by: Actor, at: datetime) -> tuple[ToDecide, list[Known]] | None:
    """Show who knows the children of a contact, and what partners answered."""
    contact, own = contact_at_the_door(ref, by=by), for_the_door(by)
    if contact is None:
        return None
    page = to_decide(contact, by=own, at=at)
    shown = ("name", "involvement", "answers")
    looked(f"who knows the children of contact {ref}", about=page.persons, shown=shown, rules=VERSION, by=own, at=at)
    return page, known_of(page.children, by=own, at=at)


@whole_look
def look_at_earlier(ref: str, *, by: Actor, at: datetime) -> tuple[ToDecide, list[Earlier]] | None:
    """Show other contacts about the children of one."""
    contact, own = contact_at_the_door(ref, by=by), for_the_door(by)
    if contact is None:
        return None
    page = to_decide(contact, by=own, at=at)
    looked(f"contacts beside {ref}", about=page.persons, shown=("name", "story"), rules=VERSION, by=own, at=at)
    return page, earlier_contacts(contact, by=by)


@whole_look
def look_to_decide(ref: str, *, by: Actor, at: datetime) -> ToDecide | None:
    """Show what somebody decides by."""
    contact, own = contact_at_the_door(ref, by=by), for_the_door(by)
    if contact is None:
        return None
    page = to_decide(contact, by=own, at=at)
    looked(f"contact {ref}, to decide", about=page.persons, shown=("name", "story"), rules=VERSION, by=own, at=at)
    return page


@whole
def note_reading(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Note that somebody has a contact before them now, so that colleagues see it. One query, and now and then two.

    Open pages ask every few seconds; it is written down again when a third of the time is over for which it holds.
    """
    if Reading.objects.filter(contact=contact, username=by.username, at__gt=at - READS / 3).exists():
        return
    row = Reading(contact=contact, username=by.username, at=at)
    Reading.objects.bulk_create(
        [row], update_conflicts=True, update_fields=["at"], unique_fields=["contact", "username"]
    )


@whole
def see_what_is_new(ref: str, *, by: Actor, at: datetime) -> tuple[int, list[str]]:
    """Note that somebody has a contact before them still; give its newest step, and who else reads it."""
    contact = contact_at_the_door(ref, by=by)
    if contact is None:
        raise NoSuchContact("There is no such contact.")
    note_reading(contact, by=by, at=at)
    return newest_step(contact), readers_of([contact.pk], by=by, at=at).get(contact.pk, [])


@whole_look
def look_who_it_may_be(ref: str, *, place: int, by: Actor, at: datetime) -> Who | None:
    """Show whom a child of a contact may be, among those whom someone may see, with the evidence; or nothing."""
    own = for_the_door(by)
    contact = contact_at_the_door(ref, by=by)
    page = to_decide(contact, by=own, at=at) if contact else None
    child = next((one for one in page.children if one.child.place == place), None) if page else None
    if page is None or child is None:
        return None
    said = " ".join(filter(None, [child.child.name, child.child.born, child.child.nhs_number, child.child.address]))
    found = search_children(said, by=own, at=at) if said else None
    looked(f"contact {ref}", about=page.persons, shown=("name",), rules=VERSION, by=own, at=at)
    return page, child, found

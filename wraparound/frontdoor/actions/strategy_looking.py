"""Looking at strategy discussions: what is shown is written down first, or not shown."""

from datetime import datetime

from wraparound.access.rules import VERSION
from wraparound.frontdoor.queries.contacts import contact_at_the_door
from wraparound.frontdoor.queries.door import for_the_door
from wraparound.frontdoor.queries.strategy import (
    DiscussionPage,
    InvitationPage,
    ToCall,
    discussion_at_the_door,
    discussion_page,
    invitation_page,
    invited_by_link,
    to_call,
)
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look


@whole_look
def look_to_call(ref: str, *, by: Actor, at: datetime) -> ToCall | None:
    """Show whom a strategy discussion about a contact needs."""
    contact, own = contact_at_the_door(ref, by=by), for_the_door(by)
    if contact is None:
        return None
    page = to_call(contact, by=own, at=at)
    shown = ("name", "involvement")
    looked(f"whom to invite about contact {ref}", about=page.persons, shown=shown, rules=VERSION, by=own, at=at)
    return page


@whole_look
def look_at_discussion(ref: str, *, by: Actor, at: datetime) -> DiscussionPage | None:
    """Show a discussion to those behind the door."""
    discussion, own = discussion_at_the_door(ref, by=by), for_the_door(by)
    if discussion is None:
        return None
    page = discussion_page(discussion, by=own, at=at)
    shown = ("name", "story", "decision")
    looked(f"strategy discussion {ref}", about=page.persons, shown=shown, rules=VERSION, by=own, at=at)
    return page


@whole_look
def look_at_invitation(ref: str, *, by: Actor, at: datetime) -> InvitationPage | None:
    """Show somebody what they are invited to, by the link in their letter."""
    invited = invited_by_link(ref, by=by)
    if invited is None:
        return None
    page = invitation_page(invited)
    shown = ("name", "story")
    looked(f"strategy discussion {ref}", about=page.persons, shown=shown, rules=VERSION, by=for_the_door(by), at=at)
    return page

"""What somebody tells the front door, for tests."""

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.frontdoor.actions.receiving import receive_contact
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Telling

WORKER = someone(Role.FRONT_DOOR)
MANAGER = someone(Role.LEAD)
TEACHER = someone(Role.PROFESSIONAL, agency="schools")
STORY = "Came to school with a burn on her arm and would not say how. Hungry, in yesterday’s clothes."


def telling(**said) -> Telling:
    """Give what a teacher tells of one child by name."""
    usual = {
        "channel": Channel.PAGE,
        "referrer": Referrer(teller=Teller.PROFESSIONAL, name="Beth Marlowick", role="Teacher", agency="schools"),
        "story": STORY,
        "children": (ChildTold(name="Hattie Alder", born="2015-02-03"),),
    }
    return Telling(**(usual | said))


def told(*, by=TEACHER, at=AT, **said) -> Contact:
    """Have it told, and give the contact."""
    return Contact.objects.get(ref=receive_contact(telling(**said), by=by, at=at).ref)

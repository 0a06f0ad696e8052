"""What somebody tells the front door, for tests."""

from tests.acting import AT, someone
from tests.exchange.asking import filed_children
from tests.identity.records import CLERK, row
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.frontdoor.actions.receiving import receive_contact
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Telling
from wraparound.identity.actions import file_records
from wraparound.identity.models import Person, Record
from wraparound.identity.words import From

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


def schools_know_hattie() -> str:
    """Have schools hold a record of a child whom health knows too; gives the child's code."""
    return schools_know(filed_children())


def schools_know(codes: dict[str, str]) -> str:
    """Have schools hold a record of the child called Hattie; gives her code."""
    agency = Agency.objects.get(code="schools")
    file_records([row("S1", "Hattie", "Alder", born="2015-02-03")], of=From("schools", agency.pk, 1), by=CLERK, at=AT)
    Record.objects.filter(key="S1").update(person=Person.objects.get(code=codes["Hattie"]))
    index_what_waits()
    return codes["Hattie"]

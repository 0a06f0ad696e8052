"""Strategy discussions, for tests."""

from datetime import date, timedelta

from tests.acting import AT
from tests.frontdoor.telling import WORKER
from wraparound.access.models import Link
from wraparound.frontdoor.actions.strategy import call_discussion
from wraparound.frontdoor.models import Contact, Discussion, Invited
from wraparound.frontdoor.words.strategy import (
    Calling,
    Enquiry,
    HeldSo,
    Invite,
    Medical,
    Meeting,
    Meets,
    StepAgreed,
)
from wraparound.kernel.acting import Actor

POLICE = Invite(agency="police", name="Public protection", address="ashmere.protection@police.example.org", why="x")
HEALTH = Invite(agency="child-health", name="Safeguarding nurses", address="safeguarding@health.example.org", why="x")
HOUSING = Invite(agency="housing", name="Housing", address="housing@ashmere.example.org", why="x")
OURS = Invite(agency="social-care", name=str(WORKER), why="x")
BEGINS = AT + timedelta(hours=3)
MEETING = Meeting(begins_at=BEGINS, how=Meets.VIDEO, where="meet.example.org/room-12")
STEP = StepAgreed(words="See her at school today", agency="police", name="DS Orla Penn", by_when=date(2026, 9, 2))


def calling(**said) -> Calling:
    """Give a call that invites police, health and ourselves about the first child."""
    usual = {"meeting": MEETING, "why": "A burn that nobody can explain.", "children": (1,)}
    return Calling(**(usual | {"invite": (OURS, POLICE, HEALTH)} | said))


def called(contact: Contact, *, by=WORKER, at=AT, **said) -> Discussion:
    """Call it."""
    return call_discussion(contact.ref, calling=calling(**said), by=by, at=at)


def invited(discussion: Discussion, agency: str) -> Invited:
    """Give the first of an agency who is invited."""
    return Invited.objects.filter(discussion=discussion, agency__code=agency).order_by("pk")[0]


def by_link(discussion: Discussion, agency: str) -> Actor:
    """Give whoever came by the newest link that an agency was sent."""
    link = Link.objects.filter(about=f"strategy:{discussion.ref}", agency__code=agency).latest("pk")
    return Actor(link.address, agency, link=link.pk)


def held(discussion: Discussion, **said) -> HeldSo:
    """Give what came of it: all were there, and a joint enquiry begins."""
    there = Invited.objects.filter(discussion=discussion, kept_back="").values_list("pk", flat=True)
    usual = {
        "there": tuple(there), "shared": "The police know of two calls to the home this summer.",
        "enquiry": Enquiry.JOINT, "medical": Medical.NEEDED, "safety": "She stays with her aunt tonight.",
        "steps": (STEP,),
    }  # fmt: skip
    return HeldSo(**(usual | said))

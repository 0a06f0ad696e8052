"""Worries for development: one from a teacher that somebody has accepted, one that came back, one that waits."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from wraparound.access.queries import account_called, actor_of, people_who_may
from wraparound.access.words import Permission, Purpose
from wraparound.agencies.queries import agencies_of_area
from wraparound.frontdoor.actions.deciding import decide
from wraparound.frontdoor.actions.handling import rate, take
from wraparound.frontdoor.actions.receiving import receive_contact
from wraparound.frontdoor.queries.contacts import any_contact
from wraparound.frontdoor.queries.door import door_now, levels_now
from wraparound.frontdoor.words import Channel, Consent, FamilyTold, ResponseKind, Teller, Urgency
from wraparound.frontdoor.words.deciding import Deciding, Offer
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Telling
from wraparound.identity.queries.pages import persons_after
from wraparound.kernel.acting import Actor
from wraparound.teams.actions import accept_work, refuse_work
from wraparound.teams.queries import works_about
from wraparound.web.commands.example import front_door_agency, someone_who_may

YESTERDAY = timedelta(hours=20)
STORIES = (
    "Came to school hungry three days this week, and fell asleep in class. Today he said that nobody was at home.",
    "She has missed the clinic twice, and her mother sounds very low on the telephone.",
    "Shouting next door every night since the weekend, and a small child who cries for a long time.",
)
WHY = "School and health see the same. His mother would be glad of help with the mornings, and agrees to a visit."
TOLD = "Family workers will visit this week, and will call you to say how it goes. Thank you for telling us."
REFUSED = "Our waiting list is eight weeks. Somebody nearer could begin this week."


def tell_worries(*, at: datetime) -> str:
    """Have a teacher tell of two children and a neighbour call about a third; nothing where anybody told before."""
    if any_contact():
        return "told already"
    worker = someone_who_may(Permission.DECIDE, agency=front_door_agency(), purpose=Purpose.PROTECT, at=at)
    helper, teacher = _helper(at=at), _teacher(at=at)
    children = _known_to(teacher, at=at) if teacher else []
    if worker is None or helper is None or teacher is None or len(children) < 2:
        return "nobody to tell of"
    first, second = (
        _told(story, code=code, by=teacher, at=at - YESTERDAY) for story, code in zip(STORIES, children, strict=False)
    )
    for ref in (first, second):
        take(ref, holder=worker.username, by=worker, at=at - YESTERDAY + timedelta(hours=1))
        decide(ref, deciding=_deciding(sorted(helper.teams)[0]), by=worker, at=at - YESTERDAY + timedelta(hours=2))
    (asked,) = works_about(f"contact:{first}", by=helper)
    accept_work(asked.ref, by=helper, at=at - timedelta(hours=3))
    (other,) = works_about(f"contact:{second}", by=helper)
    refuse_work(other.ref, why=REFUSED, by=helper, at=at - timedelta(hours=2))
    called = _called(by=worker, at=at - timedelta(minutes=40))
    rate(called, urgency=Urgency.RED, by=worker, at=at - timedelta(minutes=35))
    return f"{first} is accepted, {second} came back, {called} waits"


def _told(story: str, *, code: str, by: Actor, at: datetime) -> str:
    referrer = Referrer(teller=Teller.PROFESSIONAL, name=by.name, role="Teacher", agency=by.agency)
    child = (ChildTold(code=code),)
    said = {"story": story, "children": child, "family_told": FamilyTold.YES, "wants": "Somebody who visits"}
    return receive_contact(Telling(channel=Channel.PAGE, referrer=referrer, **said), by=by, at=at).ref  # type: ignore[arg-type]  # told just above


def _called(*, by: Actor, at: datetime) -> str:
    referrer = Referrer(teller=Teller.PUBLIC, phone="04632 960911", stays_unnamed=True)
    child = (ChildTold(described="A child of about three, at the end house of Mill Road"),)
    telling = Telling(channel=Channel.PHONE, referrer=referrer, story=STORIES[2], children=child)
    return receive_contact(telling, by=by, at=at).ref


def _deciding(team: str) -> Deciding:
    """Decide for the team, at a level that needs no second pair of eyes."""
    twice = door_now().second_eyes
    level = [one.code for one in levels_now() if one.code not in twice][-1]
    return Deciding(
        level=level,
        why=WHY,
        told=TOLD,
        offers=(Offer(kind=ResponseKind.TEAM, to=team, words="Visit this week, in the morning."),),
        family_told=FamilyTold.YES,
        family_said="She would be glad of it.",
        consent=Consent.AGREED,
    )


def _helper(*, at: datetime) -> Actor | None:
    """Find somebody who takes work on for a team of the agency whose front door it is."""
    for username, _ in people_who_may(Permission.ALLOCATE_WORK, agency=front_door_agency(), on=at.date()):
        account = account_called(username)
        someone = actor_of(account, on=timezone.localdate(at), purpose=Purpose.NEED) if account else None
        if someone is not None and someone.teams:
            return someone
    return None


def _teacher(*, at: datetime) -> Actor | None:
    """Find somebody of another agency who tells the front door, of whose children two are known."""
    for agency in agencies_of_area().exclude(code=front_door_agency()).order_by("-type"):
        someone = someone_who_may(Permission.TELL_THE_DOOR, agency=agency.code, purpose=Purpose.PROTECT, at=at)
        if someone is not None and len(_known_to(someone, at=at)) >= 2:
            return replace(someone, purpose=str(Purpose.PROTECT))
    return None


def _known_to(by: Actor, *, at: datetime) -> list[str]:
    """Give the codes of some children whom somebody may see."""
    return [listed.code for _, listed in persons_after(0, by=by, at=at) if listed.born > "2012"][:2]

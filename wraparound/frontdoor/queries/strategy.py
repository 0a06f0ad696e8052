"""Strategy discussions: whom they need, as those at the door read them, and as somebody who is invited does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists

from wraparound.access.queries import account_called, link_about, names_of
from wraparound.agencies.queries import agencies_declared, agencies_of_area
from wraparound.agencies.words import AgencyType
from wraparound.duties.queries.due import DueClock, clocks_numbered
from wraparound.exchange.queries.partners import desks
from wraparound.frontdoor.models import Contact, Discussion, DiscussionChild, Invited, InvitedAbout, NextStep
from wraparound.frontdoor.queries.children import ChildShown, children_of
from wraparound.frontdoor.queries.contacts import contacts_at_the_door, hidden_children
from wraparound.frontdoor.queries.door import door_now, front_door
from wraparound.frontdoor.rules.strategy import AgencyNow, QuorumPart, Seat, lines_found, quorum_of
from wraparound.frontdoor.words.strategy import DiscussionState, LineFound
from wraparound.identity.queries.answers import told_of_all
from wraparound.kernel.acting import Actor
from wraparound.teams.queries import lead_of

ABOUT = "strategy:"  # before a reference, in what a link, a letter and a duty are about
NOBODY = Actor("", "")  # from whom everybody is hidden who is hidden from anybody


@dataclass(frozen=True)
class ToCall:
    """What somebody has before them who calls a discussion: the children, and whom it needs."""

    contact: Contact
    children: list[ChildShown]
    found: list[LineFound]
    agencies: list[tuple[str, str]]
    called: Discussion | None  # one that is called already

    @property
    def persons(self) -> list[int]:
        """Give the numbers of the children who are known."""
        return persons_among(self.children)


@dataclass(frozen=True)
class DiscussionPage:
    """A discussion with all that is said of it."""

    discussion: Discussion
    children: list[ChildShown]
    invited: list[Invited]
    quorum: list[QuorumPart]
    steps: list[NextStep]
    clocks: dict[int, DueClock]
    names: dict[str, str]

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be held."""
        return self.discussion.state == DiscussionState.CALLED

    @property
    def persons(self) -> list[int]:
        """Give the numbers of the children who are known."""
        return persons_among(self.children)


@dataclass(frozen=True)
class InvitationPage:
    """What somebody reads who is invited: the children of whom they may know, and their own agency's next steps."""

    invited: Invited
    names: list[str]
    persons: list[int]
    steps: list[NextStep]
    asker: str


def subject_of_discussion(discussion: Discussion) -> str:
    """Give the words by which duties, letters and links know a discussion."""
    return f"{ABOUT}{discussion.ref}"


def persons_among(children: Sequence[ChildShown]) -> list[int]:
    """Give the numbers of those children who are known and may be seen."""
    return [one.child.person_id for one in children if one.child.person_id is not None and one.code]


def discussion_at_the_door(ref: str, *, by: Actor) -> Discussion | None:
    """Find a discussion about a contact that someone behind the door sees."""
    found = Discussion.objects.select_related("contact__agency").filter(ref=ref)
    return found.filter(contact__in=contacts_at_the_door(by)).first()


def invited_by_link(ref: str, *, by: Actor) -> Invited | None:
    """Find what somebody is invited to who came by a link; nothing where a child of the contact is hidden since."""
    if by.link is None or link_about(by.link, agency=by.agency) != f"{ABOUT}{ref}":
        return None
    seen = Contact.objects.exclude(Exists(hidden_children(by)))
    found = Invited.objects.select_related("discussion__contact", "agency", "instead_of")
    found = found.filter(discussion__ref=ref, discussion__contact__in=seen, agency__code=by.agency, kept_back="")
    return found.filter(address=by.username).first()


def is_hidden(contact: Contact) -> bool:
    """Say whether a child of a contact is hidden, so that no letter goes out about it. Cost: one query."""
    return Contact.objects.filter(Exists(hidden_children(NOBODY)), pk=contact.pk).exists()


def to_call(contact: Contact, *, by: Actor, at: datetime) -> ToCall:
    """Gather whom a discussion about a contact needs. Cost: ten queries, however many children."""
    children = children_of([contact.pk], by=by, at=at).get(contact.pk, [])
    called = Discussion.objects.filter(contact=contact, state=DiscussionState.CALLED).first()
    reach = desks()
    agencies = [AgencyNow(one.code, one.name, one.type, reach.get(one.code, "")) for one in agencies_of_area()]
    referrer = contact.agency.code if contact.agency else ""
    found = lines_found(agencies, quorum=quorum_now(), knows=_knowing(children, by=by, at=at), referrer=referrer)
    found = [replace(one, name=str(by), address="") if one.agency == by.agency else one for one in found]
    found += _leading(children, by=by)
    return ToCall(contact, children, found, [(one.code, one.name) for one in agencies], called)


def discussion_page(discussion: Discussion, *, by: Actor, at: datetime) -> DiscussionPage:
    """Gather a discussion's page. Cost: six queries."""
    chosen = set(DiscussionChild.objects.filter(discussion=discussion).values_list("child", flat=True))
    children = children_of([discussion.contact_id], by=by, at=at).get(discussion.contact_id, [])
    invited = list(Invited.objects.filter(discussion=discussion).select_related("agency", "instead_of").order_by("pk"))
    steps = list(NextStep.objects.filter(discussion=discussion).select_related("agency").order_by("place"))
    duties = [one.duty for one in steps] + [n for n in (discussion.duty, discussion.conference_duty) if n]
    return DiscussionPage(
        discussion,
        [one for one in children if one.child.pk in chosen],
        invited,
        quorum_of(quorum_now(), seats=seats_of(invited)),
        steps,
        clocks_numbered(duties),
        names_of({discussion.called_by, discussion.held_by} - {""}),
    )


def invitation_page(invited: Invited) -> InvitationPage:
    """Gather what somebody reads who is invited. Cost: three queries."""
    about = InvitedAbout.objects.filter(invited=invited).select_related("child").order_by("child__place")
    children = [one.child for one in about]
    steps = NextStep.objects.filter(discussion=invited.discussion, agency=invited.agency).order_by("place")
    asker = agencies_of_area().filter(code=front_door()).values_list("name", flat=True).first() or ""
    names = [ChildShown(one, "").words for one in children]
    persons = [one.person_id for one in children if one.person_id is not None]
    return InvitationPage(invited, names, persons, list(steps), asker)


def seats_of(invited: Sequence[Invited]) -> list[Seat]:
    """Give the invited as the quorum counts them."""
    return [Seat(one.agency.type, one.says, bool(one.kept_back)) for one in invited]


def domains_of(agency: str) -> tuple[str, ...]:
    """Give what the work addresses of an agency's people end with, as the area declares it."""
    return next((one.mail_domains for one in agencies_declared() if one.code == agency), ())


def quorum_now() -> tuple[AgencyType, ...]:
    """Give the parts of the service that a discussion needs here."""
    return tuple(map(AgencyType, door_now().quorum))


def _knowing(children: Sequence[ChildShown], *, by: Actor, at: datetime) -> dict[str, str]:
    """Say which agencies know which of the children now."""
    codes = {one.child.person_id: one for one in children if one.child.person_id is not None and one.code}
    told = told_of_all({pk: one.code for pk, one in codes.items()}, by=by, at=at) if codes else {}
    known: dict[str, list[str]] = {}
    for pk, child in codes.items():
        for part in told[pk].now if pk in told else []:
            known.setdefault(part.code, []).append(child.words)
    return {code: f"they know {', '.join(dict.fromkeys(names))}" for code, names in known.items()}


def _leading(children: Sequence[ChildShown], *, by: Actor) -> list[LineFound]:
    """Give a line for whoever leads the work with the children."""
    leads = {(one.username, one.name): one for one in lead_of(persons_among(children), by=by).values() if one.agency}
    found = []
    for one in leads.values():
        account = account_called(one.username) if one.username and one.username != by.username else None
        if one.username != by.username:
            why = (f"they lead the work with the family, {one.team_name}",)
            address = account.email if account else ""
            found.append(LineFound(agency=one.agency, name=one.name, why=why, address=address))
    return found

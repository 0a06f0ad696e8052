"""One contact, as those behind the door read it: what was told, about whom, what was decided and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from wraparound.access.queries import names_of
from wraparound.agencies.words.door import SignOfNeed
from wraparound.agencies.words.practice import LevelOfNeed
from wraparound.exchange.rules.picture import Lane, over_time
from wraparound.frontdoor.models import Contact, ContactChild, ContactDecision, ContactStep, Discussion, Response
from wraparound.frontdoor.queries.children import ChildShown, children_of
from wraparound.frontdoor.queries.contacts import contacts_at_the_door, newest_step, responses_of
from wraparound.frontdoor.queries.door import door_now, levels_now
from wraparound.frontdoor.queries.drafts import newest_drafts, owner_of
from wraparound.frontdoor.queries.same import Same, same_as
from wraparound.frontdoor.rules.cards import Clock, clocks_of, opening_of
from wraparound.frontdoor.words import ContactState, Did, ResponseState
from wraparound.frontdoor.words.drafts import Draft, DraftOf
from wraparound.identity.rules.drawing import Picture
from wraparound.kernel.acting import Actor

EARLIER = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Earlier:
    """Another contact about one of the children: perhaps the same worry, where it came shortly before or after."""

    contact: Contact
    opening: str
    may_be_same: bool


@dataclass(frozen=True)
class ContactPage:
    """The whole of one contact."""

    contact: Contact
    children: list[ChildShown]
    clocks: list[Clock]
    steps: list[ContactStep]
    decisions: list[ContactDecision]
    responses: list[Response]
    names: dict[str, str]
    joined: list[Contact]
    newest: int
    discussions: list[Discussion]
    same: list[Same]
    typed: dict[str, Draft]  # what whoever reads it has begun to type, by what it is

    def picture(self, at: datetime) -> Picture:
        """Draw the contact over time: the door until it decided, then everyone who was asked until they answered."""
        made = min((one.made_at for one in self.decisions if one.made_at), default=None)
        due = self.contact.due_at
        words = "decided" if made else "waits for a decision"
        lanes = [Lane("The door", self.contact.received_at, due, made, words, bool(due and due < (made or at)))]
        for one in self.responses:
            asked, stands = one.decision.made_at or one.decision.proposed_at, ResponseState(one.state)
            answered = one.moved_at if stands is not ResponseState.WANTED else None
            came_back = stands in {ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP}
            lanes.append(Lane(one.to_name, asked, None, answered, stands.label.lower(), came_back))
        return over_time(f"Contact {self.contact.ref} over time", lanes=lanes, at=at)

    @property
    def proposed(self) -> ContactDecision | None:
        """Give the decision that waits for a second pair of eyes."""
        waits = (one for one in self.decisions if one.made_at is None and one.sent_back_at is None)
        return next(waits, None) if self.contact.state == ContactState.PROPOSED else None

    @property
    def persons(self) -> list[int]:
        """Give the numbers of the children who are known."""
        return [one.child.person_id for one in self.children if one.child.person_id is not None and one.code]

    def named(self, username: str) -> str:
        """Name somebody by their username."""
        return self.names.get(username, username)


def contact_page(contact: Contact, *, by: Actor, at: datetime) -> ContactPage:
    """Gather a contact's page. Cost: five queries, one for names, and three for others that may be the same."""
    steps = list(ContactStep.objects.filter(contact=contact).order_by("at", "pk"))
    decisions = list(ContactDecision.objects.filter(contact=contact).order_by("-pk"))
    people = {one.proposed_by for one in decisions} | {one.seconded_by for one in decisions}
    names = names_of(filter(None, people | {one.sent_back_by for one in decisions} | {contact.holder, contact.lead}))
    is_joined, is_called = (any(one.did == did for one in steps) for did in (Did.JOINED, Did.STRATEGY_CALLED))
    law = None if contact.decided_at else contact.due_at
    children = children_of([contact.pk], by=by, at=at)
    return ContactPage(
        contact=contact,
        children=children.get(contact.pk, []),
        same=same_as([contact], children=children, by=by).get(contact.pk, []),
        clocks=clocks_of(due_at=law, local_due_at=contact.local_due_at, at=at),
        steps=steps,
        decisions=decisions,
        responses=responses_of(contact) if decisions else [],
        names=names,
        joined=list(contacts_at_the_door(by).filter(joined_to=contact)) if is_joined else [],
        newest=max((one.pk for one in steps), default=0),
        discussions=list(Discussion.objects.filter(contact=contact).order_by("-pk")) if is_called else [],
        typed=typed_beside(contact, by=by),
    )


def typed_beside(contact: Contact, *, by: Actor) -> dict[str, Draft]:
    """Find what somebody has begun to type beside a contact, by what it is: a note, a decision. One query."""
    pages = {what.page(contact.ref): what for what in (DraftOf.NOTE, DraftOf.DECISION)}
    found = newest_drafts(owner_of(by), pages=list(pages))
    return {pages[page]: draft for page, draft in found.items()}


@dataclass(frozen=True)
class ToDecide:
    """What somebody has before them who decides: the contact, its children, its clocks and its newest step."""

    contact: Contact
    children: list[ChildShown]
    clocks: list[Clock]
    newest: int

    @property
    def persons(self) -> list[int]:
        """Give the numbers of the children who are known."""
        return [one.child.person_id for one in self.children if one.child.person_id is not None and one.code]


def to_decide(contact: Contact, *, by: Actor, at: datetime) -> ToDecide:
    """Gather what somebody decides by. Cost: two queries."""
    children = children_of([contact.pk], by=by, at=at).get(contact.pk, [])
    law = None if contact.decided_at else contact.due_at
    clocks = clocks_of(due_at=law, local_due_at=contact.local_due_at, at=at)
    return ToDecide(contact, children, clocks, newest_step(contact))


def earlier_contacts(contact: Contact, *, by: Actor) -> list[Earlier]:
    """Find other contacts about its children, by who they are or by their name; the newest first. Two queries."""
    own = list(ContactChild.objects.filter(contact=contact).values_list("person", "name_folded"))
    persons, names = [one for one, _ in own if one is not None], [name for _, name in own if name]
    if not persons and not names:
        return []
    same = ContactChild.objects.filter(
        Q(person__in=persons) | Q(name_folded__in=names, person__isnull=True), contact=OuterRef("pk")
    )
    about = contacts_at_the_door(by).filter(Exists(same), received_at__gte=contact.received_at - EARLIER)
    within = timedelta(days=door_now().same_within)
    return [
        Earlier(one, opening_of(one.story), abs(one.received_at - contact.received_at) <= within)
        for one in about.exclude(pk=contact.pk).select_related("agency").order_by("-received_at")[:20]
    ]


def signs_by_level() -> list[tuple[LevelOfNeed, list[SignOfNeed]]]:
    """Give what is often seen at each level of need, the least first: prompts, never a sum."""
    signs = door_now().signs
    return [(level, [one for one in signs if one.level == level.code]) for level in levels_now()]

"""What whoever told the front door is shown of it: how it stands, in plain words, and nothing of anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wraparound.access.queries import link_about
from wraparound.access.rules import hash_of
from wraparound.agencies.words.door import Answerer
from wraparound.frontdoor.models import Contact, ContactChild, ContactDecision, ContactStep, Disagreement, Response
from wraparound.frontdoor.queries.contacts import contacts_told_by
from wraparound.frontdoor.queries.door import door_now
from wraparound.frontdoor.rules.following import LINES, OFFER_LINES, STATE_LINES, whom_told
from wraparound.frontdoor.rules.refs import code_read
from wraparound.frontdoor.rules.states import TAKEN_ON
from wraparound.frontdoor.words import ContactState, Did, ResponseKind, ResponseState, Teller
from wraparound.identity.queries.seen import shields_standing
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Line:
    """Something that happened to what somebody told, as they are told it; `words` are their own."""

    at: datetime
    what: str
    words: str = ""


@dataclass(frozen=True)
class Offered:
    """What is offered after a worry, whether somebody has accepted it, who as far as they may know, and when."""

    what: str
    how: str
    at: datetime
    who: str = ""


@dataclass(frozen=True)
class Followed:
    """What somebody told, as they may follow it. Of a child who is hidden since, nothing but that it is dealt with."""

    contact: Contact
    is_hidden: bool = False
    state: str = ""
    children: tuple[str, ...] = ()
    told: str = ""
    decided_at: datetime | None = None
    offers: tuple[Offered, ...] = ()
    lines: tuple[Line, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    rungs: tuple[Answerer, ...] = ()

    @property
    def may_disagree(self) -> bool:
        """Say whether something is decided with which they have not disagreed yet."""
        last = self.disagreements[0] if self.disagreements else None
        return self.decided_at is not None and (
            last is None or (last.answered_at is not None and last.raised_at < self.decided_at)
        )

    @property
    def next_rung(self) -> Answerer | None:
        """Give who answers next, where the last answer changed nothing and there is somebody above."""
        last = self.disagreements[0] if self.disagreements else None
        is_over = last is not None and last.answered_at is not None and not last.changes and not self.may_disagree
        return self.rungs[last.rung + 1] if last and is_over and last.rung + 1 < len(self.rungs) else None


def followed(contact: Contact) -> Followed:
    """Give what whoever told a contact may see of it. Cost: five queries."""
    children = list(ContactChild.objects.filter(contact=contact).order_by("place"))
    if is_hidden_since(contact):
        return Followed(contact, is_hidden=True)
    decision = (
        ContactDecision.objects.filter(contact=contact, made_at__isnull=False).order_by("-made_at", "-pk").first()
    )
    return Followed(
        contact,
        state=STATE_LINES[ContactState(contact.state)],
        children=tuple(_named(one) for one in children),
        told=decision.told if decision else "",
        decided_at=decision.made_at if decision else None,
        offers=tuple(_offers(decision, teller=Teller(contact.teller))) if decision else (),
        lines=tuple(_lines(contact)),
        disagreements=tuple(disagreements_of(contact)),
        rungs=door_now().rungs,
    )


def is_hidden_since(contact: Contact) -> bool:
    """Say whether a child of a contact is hidden, who was not when it was told."""
    persons = ContactChild.objects.filter(contact=contact, person__isnull=False).values("person")
    return shields_standing().filter(person__in=persons).exists()


def contact_followed(ref: str, *, code_hash: str = "", by: Actor) -> Contact | None:
    """Find a contact that someone may follow: they told it by their account or their link, or have its code."""
    if code_hash:
        return Contact.objects.select_related("agency").filter(ref=ref, code_hash=code_hash).first()
    if by.link is not None:
        kind, _, what = link_about(by.link, agency=by.agency).partition(":")
        found = Contact.objects.select_related("agency").filter(ref=ref)
        if kind == "contact":  # of a letter that says what was decided
            return found.first() if what == ref else None
        return found.filter(key=what, link__isnull=False).first() if kind == "tell" else None
    return contacts_told_by(by).select_related("agency").filter(ref=ref).first()


def contact_of_link(by: Actor) -> Contact | None:
    """Find what was told by a link, if anything was yet."""
    key = link_about(by.link, agency=by.agency).partition("tell:")[2] if by.link is not None else ""
    return Contact.objects.filter(key=key, link__isnull=False).first() if key else None


def code_hash_of(ref: str, *, code: str) -> str:
    """Give by what a contact is opened with a code, however it was typed; "" where they open nothing together."""
    held = hash_of(code_read(code))
    return held if Contact.objects.filter(ref=ref, code_hash=held).exists() else ""


def disagreements_of(contact: Contact) -> list[Disagreement]:
    """Give the disagreements about a contact, the newest first."""
    return list(Disagreement.objects.filter(contact=contact).order_by("-raised_at", "-pk"))


def decided_by(ref: str) -> datetime | None:
    """Say by when a contact is decided, as whoever told it is told."""
    return Contact.objects.filter(ref=ref).values_list("due_at", flat=True).first()


def told_listed(by: Actor) -> list[tuple[Contact, str]]:
    """Give what somebody told, the newest first, with how it stands. Of the hidden too: they told it."""
    found = contacts_told_by(by).order_by("-received_at", "-pk")[:100]
    return [(one, STATE_LINES[ContactState(one.state)]) for one in found]


def _named(child: ContactChild) -> str:
    if child.name or child.described:
        return child.name or child.described
    return "A child not born yet" if child.unborn else "The child whom you chose"


def _offers(decision: ContactDecision, *, teller: Teller) -> Iterable[Offered]:
    for one in Response.objects.filter(decision=decision).exclude(state=ResponseState.WITHDRAWN).order_by("pk"):
        whom = whom_told(ResponseKind(one.kind), name=one.to_name, teller=teller)
        is_named = teller is Teller.PROFESSIONAL and whom == one.to_name and one.state in TAKEN_ON
        who = one.accepted_by if is_named else ""
        yield Offered(whom, OFFER_LINES[ResponseState(one.state)], one.moved_at, who)


def _lines(contact: Contact) -> Iterable[Line]:
    """Give what happened, newest first; only the words of those who told stand beside it."""
    own = {contact.teller_username or contact.received_by, f"code:{contact.ref}"}
    for step in ContactStep.objects.filter(contact=contact, did__in=list(LINES)).order_by("-at", "-pk"):
        is_own = step.did in {Did.ADDED, Did.DISAGREED} and step.by in own
        if step.did != Did.ADDED or is_own:
            yield Line(step.at, LINES[Did(step.did)], step.words if is_own else "")

"""Reaching one partner with a question, or not: what no agreement lets them know leaves no trace with them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from wraparound.access.actions import make_link, withdraw_links
from wraparound.access.policies import check_may
from wraparound.access.words import Permission, Purpose
from wraparound.agencies.words import AgencyType, LetterCode
from wraparound.duties.actions import open_duty, withdraw_duty
from wraparound.duties.queries.due import clocks_numbered
from wraparound.duties.words import Owed
from wraparound.exchange.actions.shares import note_share
from wraparound.exchange.events import PartnerUnreached
from wraparound.exchange.models import Ask, Asked, AskedAbout
from wraparound.exchange.queries.agreements import sharing_of
from wraparound.exchange.queries.asks import ask_sent, subject_of
from wraparound.exchange.queries.partners import desk_of, why_asked
from wraparound.exchange.rules.asks import RULES
from wraparound.exchange.rules.shares import condition_for
from wraparound.exchange.words import KIND_OF, Basis, Detriment, Part, Question, ShareDecision, Sharing, Told
from wraparound.exchange.words.asks import Outcome, Urgency
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient

LINK_LASTS = timedelta(days=14)
NO_DESK = "This agency has no e-mail address in the area's settings. Telephone them."


class CannotReach(CannotDo):
    """The partner is not asked any more, or has no desk that reads mail."""


@whole
def ask_partner(ask: Ask, *, agency: Any, persons: Sequence[int], by: Actor, at: datetime) -> Asked | None:
    """Ask one partner, about those of whom an agreement lets them know that we ask; None where that is not the child.

    A refusal is written down with us alone: the partner has no row, no duty, no letter and no link.
    """
    told = {person: _sharing(ask, agency=agency, person=person, at=at) for person in persons}
    for person, sharing in told.items():
        _note(ask, agency=agency, person=person, sharing=sharing, by=by, at=at)
    if not told[ask.person_id].allowed:
        return None
    duty = open_duty(_owed(ask, agency=agency), rule=RULES[Urgency(ask.urgency)], by=by, at=at)
    asked = Asked.objects.create(
        ask=ask,
        agency=agency,
        address=desk_of(agency.code),
        why=why_asked(ask.person_id, agency=agency.code, by=by, on=at.date()),
        asked_at=at,
        duty=duty.pk,
    )
    AskedAbout.objects.bulk_create([AskedAbout(asked=asked, person_id=pk) for pk in persons if told[pk].allowed])
    if asked.address:
        send_link(asked, template=LetterCode.QUESTION, by=by, at=at)
    else:
        note_unreached(asked.pk, why=NO_DESK, by=by, at=at)
    return asked


@whole
def send_link(asked: Asked, *, template: LetterCode, by: Actor, at: datetime) -> None:
    """Send a partner's desk a link by which it can answer; one sent before opens nothing more."""
    subject, ends_at = subject_of(asked.ask), at + LINK_LASTS
    withdraw_links(subject, agency=asked.agency.code, by=by, at=at)
    link = make_link(asked.address, agency=asked.agency.code, about=subject, ends_at=ends_at, by=by, at=at)
    owed = clocks_numbered([asked.duty] if asked.duty else [])
    due = max((one.due_at for one in owed.values()), default=ends_at)
    facts = {"reference": asked.ask.ref, "asker": asked.ask.agency.code, "due": due.isoformat()}
    to = Recipient(asked.address, asked.agency.name, asked.agency.code)
    write_letter(template, to=to, facts=facts, about=subject, link=link.pk, by=by, at=at)


@whole
def withdraw_partner(asked: Asked, *, why: str, by: Actor, at: datetime) -> None:
    """Take a question back from one partner, who owes nothing more and whose link opens nothing."""
    asked.withdrawn_at = at
    asked.save(update_fields=["withdrawn_at"])
    if asked.duty is not None and asked.outcome in {"", Outcome.NEED_LONGER}:
        withdraw_duty(asked.duty, reason=why, by=by, at=at)
    withdraw_links(subject_of(asked.ask), agency=asked.agency.code, by=by, at=at)


@whole
def note_unreached(asked: int, *, why: str, by: Actor, at: datetime) -> None:
    """Write down that a question did not reach a partner, so that nobody takes their silence for an answer."""
    one = Asked.objects.select_for_update(of=("self",)).select_related("ask", "agency").get(pk=asked)
    one.unreached_at, one.unreached_why = at, why[:300]
    one.save(update_fields=["unreached_at", "unreached_why"])
    event = PartnerUnreached(one.ask.ref, one.agency.code, one.unreached_why)
    write_down(event, about=[one.ask.person_id], by=by, at=at)


@whole
def note_letter_failed(about: str, *, agency: str, template: str, why: str, by: Actor, at: datetime) -> None:
    """Note that the letter of a question was given up, where it carried the link; other letters are nothing to it."""
    if template not in {LetterCode.QUESTION, LetterCode.QUESTION_AGAIN}:
        return
    found = Asked.objects.filter(ask__ref=about.removeprefix("ask:"), agency__code=agency, withdrawn_at__isnull=True)
    for asked in found.values_list("pk", flat=True):
        note_unreached(asked, why=f"The letter could not be delivered: {why}", by=by, at=at)


@whole
def note_letter_sent(about: str, *, address: str, by: Actor, at: datetime) -> None:  # noqa: ARG001 – the letter is written down
    """Take back that a partner was not reached, where a letter to its desk went after all."""
    if about.startswith("ask:"):
        found = Asked.objects.filter(ask__ref=about.removeprefix("ask:"), address=address, unreached_at__isnull=False)
        found.update(unreached_at=None, unreached_why="")


@whole
def send_link_again(ref: str, *, agency: str, by: Actor, at: datetime) -> None:
    """Send a partner a new link, as someone of those who ask wishes; the one before opens nothing more."""
    check_may(by, permission=Permission.ASK_PARTNERS)
    ask = ask_sent(ref, by=by, at=at)
    found = Asked.objects.select_for_update(of=("self",)).select_related("ask__agency", "agency")
    asked = found.filter(ask=ask, agency__code=agency, withdrawn_at__isnull=True).exclude(address="").first()
    if ask is None or asked is None:
        raise CannotReach("This agency is not asked any more, or it has no e-mail address here.")
    send_link(asked, template=LetterCode.QUESTION_AGAIN, by=by, at=at)


def _sharing(ask: Ask, *, agency: Any, person: int, at: datetime) -> Sharing:
    """Say whether we may let a partner know that we ask about someone."""
    question = Question(
        holder=ask.agency.code,
        recipient=agency.code,
        kind=KIND_OF[AgencyType(ask.agency.type)],
        purpose=Purpose(ask.purpose),
        part=Part.ASKED,
        person=person,
        on=at.date(),
    )
    return sharing_of(question, at=at)


def _note(ask: Ask, *, agency: Any, person: int, sharing: Sharing, by: Actor, at: datetime) -> None:
    kind = KIND_OF[AgencyType(ask.agency.type)]
    told = Told(
        holder=ask.agency.code,
        recipient=agency.code,
        person=person,
        purpose=Purpose(ask.purpose),
        kind=kind,
        parts=(Part.ASKED,),
        basis=Basis(ask.basis),
        decision=ShareDecision.SHARED if sharing.allowed else ShareDecision.REFUSED,
        condition=condition_for(kind, purpose=Purpose(ask.purpose), parts=(Part.ASKED,)),
        function=Purpose(ask.purpose).label,
        relevance=ask.what_for,
        detriment=Detriment.NOT_MORE if sharing.allowed else Detriment.NOT_WEIGHED,
        about=subject_of(ask),
    )
    note_share(told, sharing=sharing, by=by, at=at)


def _owed(ask: Ask, *, agency: Any) -> Owed:
    return Owed(
        agency=agency.code,
        owner="",
        owed_to=ask.agency.code,
        owed_to_person=ask.asked_by,
        about=ask.person_id,
        subject=subject_of(ask),
        words=f"Answer question {ask.ref}",
    )

"""Asking partners what they know of a child, asking more of them later, and taking a question back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from secrets import token_bytes

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.agencies.queries import agencies_ever
from wraparound.exchange.actions.reaching import ask_partner, withdraw_partner
from wraparound.exchange.events import AskWithdrawn, PartnersAsked, QuestionDrafted
from wraparound.exchange.models import Ask, AskDraft, Asked
from wraparound.exchange.queries.asks import ask_sent, persons_asked_about, subject_of
from wraparound.exchange.rules.refs import ref_of
from wraparound.exchange.words.asks import Asking
from wraparound.identity.queries.seen import person_asked
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import withdraw_letters

MOST = 4_000  # letters of a question


class CannotAsk(CannotDo):
    """The question does not say about whom, what for or whom it asks, or it was taken back."""

    def __init__(self, words: str, *, field: str = "") -> None:
        """Say which field of the question it is about."""
        super().__init__(words)
        self.field = field


@whole
def ask_partners(asking: Asking, *, by: Actor, at: datetime) -> Ask:
    """Ask partners about a child. Whom no agreement lets us ask gets nothing at all, and the refusal is kept."""
    check_may(by, permission=Permission.ASK_PARTNERS)
    persons = _persons(asking, by=by, at=at)
    _check_whole(asking)
    ask = Ask.objects.create(
        ref=ref_of(token_bytes(5)),
        person_id=persons[0],
        agency=agencies_ever().get(code=by.agency),
        purpose=asking.purpose,
        basis=asking.basis,
        what_for=asking.what_for.strip(),
        named=asking.named.strip(),
        urgency=asking.urgency,
        decider=asking.decider,
        asked_at=at,
        asked_by=by.username,
    )
    AskDraft.objects.filter(person=persons[0], username=by.username).delete()  # it is the question now
    _ask_each(ask, agencies=asking.agencies, persons=persons, by=by, at=at)
    return ask


@whole
def keep_question(code: str, *, said: Mapping[str, str], by: Actor, at: datetime) -> AskDraft:
    """Keep a question as far as it is typed (its purpose, what_for, named and urgency), for the one who types it."""
    check_may(by, permission=Permission.ASK_PARTNERS)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None or not is_seen:
        raise CannotAsk(f"There is nobody with the code {code} whom you may see.")
    typed = {field: said.get(field, "")[:MOST] for field in ("what_for", "named")}
    typed |= {field: said.get(field, "")[:10] for field in ("purpose", "urgency")}
    kept, is_new = AskDraft.objects.update_or_create(
        person=person, username=by.username, defaults=typed | {"saved_at": at}
    )
    if is_new:
        write_down(QuestionDrafted(), about=[person.pk], by=by, at=at)
    return kept


@whole
def ask_more(ref: str, *, agencies: Sequence[str], by: Actor, at: datetime) -> Ask:
    """Ask more partners the same question, about the same persons."""
    ask = _own(ref, by=by, at=at)
    held = set(Asked.objects.filter(ask=ask).values_list("agency__code", flat=True))
    new = [code for code in agencies if code not in held]
    if not new:
        raise CannotAsk("Choose an agency that has not been asked yet.", field="agencies")
    _ask_each(ask, agencies=new, persons=persons_asked_about(ask, by=by), by=by, at=at)
    return ask


@whole
def withdraw_ask(ref: str, *, why: str, by: Actor, at: datetime) -> Ask:
    """Take a question back: what is not answered is owed no more, links end, and what came stays."""
    ask = _own(ref, by=by, at=at)
    if not why.strip():
        raise CannotAsk("Say why it is taken back: partners are told that they need not answer.", field="why")
    ask.withdrawn_at, ask.withdrawn_by, ask.withdrawn_why = at, by.username, why.strip()
    ask.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    for one in Asked.objects.filter(ask=ask, withdrawn_at__isnull=True).select_related("ask", "agency"):
        withdraw_partner(one, why=ask.withdrawn_why, by=by, at=at)
    withdraw_letters(subject_of(ask), by=by, at=at)
    write_down(AskWithdrawn(ask.ref, ask.withdrawn_why), about=[ask.person_id], by=by, at=at)
    return ask


def _persons(asking: Asking, *, by: Actor, at: datetime) -> list[int]:
    """Find whom it is about, the child first; only those whom the one who asks may see."""
    found = []
    for code in dict.fromkeys((asking.code, *asking.also)):
        person, is_seen = person_asked(code, by=by, at=at)
        if person is None or not is_seen:
            raise CannotAsk(f"There is nobody with the code {code} whom you may see.", field="also")
        found.append(person.pk)
    return found


def _check_whole(asking: Asking) -> None:
    if not asking.agencies:
        raise CannotAsk("Choose at least one agency to ask.", field="agencies")
    if not asking.what_for.strip():
        raise CannotAsk("Say what you need to know, and why.", field="what_for")


def _ask_each(ask: Ask, *, agencies: Iterable[str], persons: Sequence[int], by: Actor, at: datetime) -> None:
    asked: list[str] = []
    refused: list[str] = []
    for agency in agencies_ever().filter(code__in=list(agencies), ended_on__isnull=True):
        reached = ask_partner(ask, agency=agency, persons=persons, by=by, at=at)
        (asked if reached else refused).append(agency.code)
    event = PartnersAsked(ask.ref, ask.purpose, ask.urgency, tuple(asked), tuple(refused))
    write_down(event, about=persons, by=by, at=at)


def _own(ref: str, *, by: Actor, at: datetime) -> Ask:
    """Find a question of one's own agency that goes on, and hold it; raises CannotAsk."""
    check_may(by, permission=Permission.ASK_PARTNERS)
    seen = ask_sent(ref, by=by, at=at)
    held = Ask.objects.select_for_update(of=("self",)).get(pk=seen.pk) if seen else None
    if held is None or held.withdrawn_at is not None:
        raise CannotAsk("This question was taken back already, or there is none.")
    return held

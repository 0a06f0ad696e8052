"""Answering a question: saved as it is written, sent once it says enough, and told part by part as agreed."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from wraparound.access.queries import sealed
from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.duties.actions import answer_duty, extend_duty
from wraparound.duties.queries.due import clocks_numbered
from wraparound.exchange.actions.replying import tell_asker
from wraparound.exchange.actions.shares import note_share
from wraparound.exchange.events import AnswerGiven, AnswerSaved
from wraparound.exchange.models import Answer, Asked, Attachment
from wraparound.exchange.queries.answers import asked_of
from wraparound.exchange.queries.asks import subject_of
from wraparound.exchange.queries.parts import Parts, sharing_of_each, told_of_all
from wraparound.exchange.rules.answers import ends_of_day, said_as_agreed, told_in
from wraparound.exchange.rules.asks import MET_BY, wanting
from wraparound.exchange.rules.shares import condition_for
from wraparound.exchange.words import KIND_OF, Basis, Condition, Detriment, Part, ShareDecision, Sharing, Told
from wraparound.exchange.words.asks import FIELDS, Outcome, Said, Withheld
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotAnswer(CannotDo):
    """The question is not there for the one who answers, or the answer wants something yet."""

    def __init__(self, words: str, *, wants: dict[str, str] | None = None) -> None:
        """Say what each field wants."""
        super().__init__(words)
        self.wants = wants or {}


@whole
def save_answer(ref: str, *, said: Said, by: Actor, at: datetime) -> Answer:
    """Keep what is written so far, so that nothing typed is lost; nobody who asked sees it yet."""
    asked = asked_open(ref, by=by, at=at)
    draft, goes_on = _drafted(asked, said=said, by=by, at=at)
    if not goes_on:  # it is saved as it is typed: that somebody writes is told once
        write_down(AnswerSaved(ref, asked.agency.code), about=[asked.ask.person_id], by=_for(asked, by=by), at=at)
    return draft


@whole
def send_answer(ref: str, *, said: Said, by: Actor, at: datetime) -> Answer:
    """Answer: what agreements let be told is told, each part that is kept back is written down, and the duty is met.

    Raises CannotAnswer with what each field wants.
    """
    asked = asked_open(ref, by=by, at=at)
    each = sharing_of_each(asked, at=at)
    sharings = told_of_all(list(each.values()))
    allowed = [field for field, part in FIELDS.items() if sharings[part].allowed]
    wants = _forbidden(said, sharings=sharings) or wanting(_with_sealed(asked, said=said), parts=allowed)
    if wants:
        raise CannotAnswer("There is something to add before this can be sent.", wants=wants)
    answer, _ = _drafted(asked, said=said_as_agreed(said, allowed=allowed), by=by, at=at)
    if said.outcome != Outcome.KNOWN or "sealed" not in allowed:
        answer.sealed, answer.sealed_by = "", ""
    answer.sent_at = at
    answer.save(update_fields=["sent_at", "sealed", "sealed_by"])
    if not sharings[Part.FILES].allowed:
        Attachment.objects.filter(answer=answer, removed_at__isnull=True).update(removed_at=at)
    _note_shares(answer, asked=asked, each=each, by=by, at=at)
    _meet(asked, answer=answer, by=by, at=at)
    asked.outcome, asked.answered_at = answer.outcome, at
    asked.save(update_fields=["outcome", "answered_at"])
    event = AnswerGiven(ref, asked.agency.code, answer.outcome, answer.pk)
    write_down(event, about=each, by=_for(asked, by=by), at=at)
    tell_asker(asked, by=by, at=at)
    return answer


@whole
def asked_open(ref: str, *, by: Actor, at: datetime) -> Asked:
    """Find what someone may answer, and hold it; raises CannotAnswer."""
    seen = asked_of(by, at=at).filter(ask__ref=ref).values_list("pk", flat=True).first()
    held = Asked.objects.select_for_update(of=("self",)).select_related("ask__agency", "agency").filter(pk=seen or 0)
    asked = held.first()
    if asked is None:
        raise CannotAnswer("This question is not there any more: it was taken back, or you may not answer it.")
    return asked


def _forbidden(said: Said, *, sharings: Parts) -> dict[str, str]:
    """Refuse an answer that tells whether a child is known to someone who may not be told even that."""
    tells = {Outcome.KNOWN, Outcome.NOTHING_FOUND}
    known = sharings[Part.KNOWN]
    return {"outcome": known.because} if said.outcome in tells and not known.allowed else {}


def _for(asked: Asked, *, by: Actor) -> Actor:
    """Give the one who answers with the purpose of the question, which is why they look."""
    return replace(by, purpose=asked.ask.purpose)


def _drafted(asked: Asked, *, said: Said, by: Actor, at: datetime) -> tuple[Answer, bool]:
    """Save what is written, and say whether the same person wrote on; what a colleague sealed stays as it is."""
    draft = _draft_of(asked)
    goes_on = draft is not None and draft.saved_by == by.username
    draft = draft or Answer(asked=asked)
    held = (draft.sealed, draft.sealed_by)
    for field, value in asdict(said).items():
        setattr(draft, field, value.strip() if isinstance(value, str) else value)
    if held[0] and held[1] != by.username:
        draft.sealed, draft.sealed_by = held
    else:
        draft.sealed, draft.sealed_by = sealed(draft.sealed), by.username if draft.sealed else ""
    draft.saved_at, draft.saved_by = at, by.username
    draft.save()
    return draft, goes_on


def _draft_of(asked: Asked) -> Answer | None:
    return Answer.objects.select_for_update(of=("self",)).filter(asked=asked, sent_at__isnull=True).first()


def _with_sealed(asked: Asked, *, said: Said) -> Said:
    """Give what is written as it will be sent: what a colleague sealed goes with it, and wants its wording too."""
    draft = _draft_of(asked)
    return replace(said, sealed=said.sealed or draft.sealed) if draft else said


def _meet(asked: Asked, *, answer: Answer, by: Actor, at: datetime) -> None:
    """Meet the duty to answer, or have it wait for as long as the partner needs."""
    if asked.duty is None or asked.outcome not in {"", Outcome.NEED_LONGER}:
        return  # it was met before, and this adds to it
    if answer.outcome == Outcome.NEED_LONGER:
        longer = ends_of_day(answer.until) if answer.until else at
        if all(longer > clock.due_at for clock in clocks_numbered([asked.duty]).values()):
            extend_duty(asked.duty, until=longer, reason=answer.reason, by=by, at=at)
    else:
        how = MET_BY[Outcome(answer.outcome)]
        answer_duty(asked.duty, how=how, evidence=Outcome(answer.outcome).label, by=by, at=at)


def _note_shares(answer: Answer, *, asked: Asked, each: Mapping[int, Parts], by: Actor, at: datetime) -> None:
    """Write down what was told and what was kept back, about each person the question is about."""
    has_files = Attachment.objects.filter(answer=answer, removed_at__isnull=True).exists()
    said = {name: getattr(answer, name) for name in FIELDS if name != "files"}
    told = told_in(answer.outcome, said=said, has_files=has_files)
    together = told_of_all(list(each.values()))
    kept = {part: sharing.because for part, sharing in together.items() if not sharing.allowed}
    for person, sharings in each.items():
        about = replace(_told(answer, asked=asked), person=person)
        if answer.outcome == Outcome.MAY_NOT_SAY:
            _refuse(about, parts={Part.KNOWN: answer.reason}, sharing=Sharing(False, answer.reason), by=by, at=at)
        if told:
            shared = replace(about, parts=told, condition=_condition(about, parts=told), decision=ShareDecision.SHARED)
            shared = replace(shared, detriment=Detriment.NOT_MORE, detriment_words="")
            note_share(shared, sharing=sharings[told[0]], by=by, at=at)
        if kept and answer.outcome == Outcome.KNOWN:
            _refuse(about, parts=kept, sharing=sharings[next(iter(kept))], by=by, at=at)


def _refuse(about: Told, *, parts: Mapping[Part, str], sharing: Sharing, by: Actor, at: datetime) -> None:
    """Write down that parts were kept back; where only a brother or sister's agreement forbids them, that is why."""
    why = "" if not sharing.allowed else next(iter(parts.values()))
    refused = replace(about, parts=tuple(parts), why=why, condition=_condition(about, parts=tuple(parts)))
    note_share(refused, sharing=sharing, by=by, at=at)


def _condition(about: Told, *, parts: tuple[Part, ...]) -> Condition:
    return condition_for(about.kind, purpose=about.purpose, parts=parts)


def _told(answer: Answer, *, asked: Asked) -> Told:
    """Give what is the same of every share and refusal of an answer."""
    more = answer.withheld == Withheld.DETRIMENT
    purpose = Purpose(asked.ask.purpose)
    return Told(
        holder=asked.agency.code,
        recipient=asked.ask.agency.code,
        person=None,
        purpose=purpose,
        kind=KIND_OF[AgencyType(asked.agency.type)],
        parts=(),
        basis=Basis(asked.ask.basis),
        decision=ShareDecision.REFUSED,
        function=purpose.label,
        relevance=asked.ask.what_for,
        detriment=Detriment.MORE if more else Detriment.NOT_WEIGHED,
        detriment_words=answer.reason if more else "",
        about=subject_of(asked.ask),
    )

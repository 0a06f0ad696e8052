"""Questions as those see them who asked: what each partner said, or why nothing came, and never one for another."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from wraparound.access.queries import names_of
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.duties.queries.due import DueClock, climbed_about, clocks_of
from wraparound.exchange.models import Answer, Ask, Asked, AskedAbout, Share
from wraparound.exchange.queries.answers import AnswerShown, answers_shown
from wraparound.exchange.queries.persons import PersonShown, not_hidden, persons_shown
from wraparound.exchange.rules.asks import standing_of
from wraparound.exchange.rules.picture import Lane, over_time
from wraparound.exchange.words import ShareDecision
from wraparound.exchange.words.asks import Outcome, Standing
from wraparound.identity.queries.seen import hidden_from, is_seen
from wraparound.identity.rules.drawing import Picture
from wraparound.kernel.acting import Actor
from wraparound.post.queries.about import LetterAbout, letters_about


@dataclass(frozen=True)
class PartnerShown:
    """One partner of a question: how they stand to it, by when they owe an answer, and what they answered."""

    asked: Asked
    standing: Standing | None
    clock: DueClock | None
    answers: list[AnswerShown]
    letters: list[LetterAbout]
    climbed: list[tuple[str, datetime]]  # the rungs of the ladder, in words, with when

    @property
    def words(self) -> str:
        """Say how they stand to it in a few words."""
        return self.standing.label if self.standing else Outcome(self.asked.outcome).label


@dataclass(frozen=True)
class Refused:
    """A partner who was not asked, and the sentence that says why."""

    agency: str
    because: str


@dataclass(frozen=True)
class AskPage:
    """The whole of one question."""

    ask: Ask
    persons: list[PersonShown]
    partners: list[PartnerShown]
    refused: list[Refused]
    asked_by: str
    decider: str
    reads_sealed: bool

    def picture(self, at: datetime) -> Picture:
        """Draw the question over time."""
        lanes = [
            Lane(
                one.asked.agency.name,
                one.asked.asked_at,
                one.clock.due_at if one.clock else None,
                one.asked.answered_at if one.standing is None else None,
                one.words,
                one.standing in {Standing.LATE, Standing.UNREACHED},
            )
            for one in self.partners
        ]
        return over_time(f"Question {self.ask.ref} over time", lanes=lanes, at=at)


def asks_sent(by: Actor, *, at: datetime) -> QuerySet[Ask]:
    """Find the questions that someone's agency asked, about those whom they may see."""
    if not permitted(by.roles, permission=Permission.ASK_PARTNERS):
        return Ask.objects.none()
    return Ask.objects.filter(Q(agency__code=by.agency) & is_seen("person", by=by, at=at)).select_related("person")


def ask_sent(ref: str, *, by: Actor, at: datetime) -> Ask | None:
    """Find one of them by its reference."""
    return asks_sent(by, at=at).select_related("agency").filter(ref=ref).first()


def ask_page(ask: Ask, *, by: Actor, at: datetime) -> AskPage:
    """Gather all that the page of a question shows. Cost: eleven queries at most, however many partners."""
    hidden = Exists(hidden_from(by).filter(person=OuterRef("person")))
    about = list(AskedAbout.objects.filter(asked__ask=ask).select_related("asked__agency").annotate(is_hidden=hidden))
    asked = {one.asked_id: one.asked for one in about}
    persons = {ask.person_id, *(one.person_id for one in about if not one.is_hidden)}
    clocks = clocks_of(subject_of(ask))
    letters = letters_about(subject_of(ask))
    climbed = climbed_about(subject_of(ask))
    reads = ask.decider == by.username and permitted(by.roles, permission=Permission.READ_SEALED)
    answers = answers_shown(Answer.objects.filter(asked__in=asked, sent_at__isnull=False), reads_sealed=reads)
    partners = [
        PartnerShown(
            one,
            _standing(one, clock=clocks.get(one.agency.code), at=at),
            clocks.get(one.agency.code),
            answers.get(one.pk, []),
            [letter for letter in letters if letter.agency == one.agency.code],
            climbed.get(one.agency.code, []),
        )
        for one in sorted(asked.values(), key=lambda one: one.agency.name)
    ]
    shown = persons_shown(persons, by=by)
    named = sorted(shown.values(), key=lambda one: (one.pk != ask.person_id, one.name))
    names = names_of(filter(None, [ask.asked_by, ask.decider]))
    asker, decider = (names.get(one, one) for one in (ask.asked_by, ask.decider))
    return AskPage(ask, named, partners, _refused(ask), asker, decider, reads)


def persons_asked_about(ask: Ask, *, by: Actor) -> list[int]:
    """Give whom a question is about, the child first; nobody who is hidden from the one who asks. Cost: one query."""
    found = not_hidden(AskedAbout.objects.filter(asked__ask=ask), whose="person", by=by).order_by("pk")
    return list(dict.fromkeys([ask.person_id, *found.values_list("person", flat=True)]))


def subject_of(ask: Ask) -> str:
    """Give the words by which duties, letters, links and shares know a question."""
    return f"ask:{ask.ref}"


def _standing(one: Asked, *, clock: DueClock | None, at: datetime) -> Standing | None:
    return standing_of(
        unreached=one.unreached_at is not None,
        withdrawn=one.withdrawn_at is not None,
        outcome=one.outcome,
        due_at=clock.due_at if clock else None,
        at=at,
    )


def _refused(ask: Ask) -> list[Refused]:
    """Give the partners whom no agreement let us ask."""
    found = Share.objects.filter(about=subject_of(ask), holder=ask.agency, decision=ShareDecision.REFUSED)
    rows = found.order_by("recipient__name").values_list("recipient__name", "why").distinct()
    return [Refused(name, why) for name, why in rows]

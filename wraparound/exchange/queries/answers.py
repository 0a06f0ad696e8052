"""What is asked of an agency, as those see it who may answer, and answers as they are read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, prefetch_related_objects

from wraparound.access.queries import link_about, unsealed
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.duties.queries.due import DueClock, clocks_numbered
from wraparound.exchange.models import Answer, Asked, Attachment, Wording
from wraparound.exchange.queries.persons import PersonShown, not_hidden, persons_shown
from wraparound.identity.queries.seen import is_seen
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class AnswerShown:
    """An answer as someone may read it: what is sealed only where they decide alone."""

    answer: Answer
    sealed: str
    is_sealed: bool  # something is, whether or not it is shown
    wordings: list[Wording]
    files: list[Attachment]

    @property
    def wording(self) -> str:
        """Give the words that may go on: those agreed last, else those the partner gave."""
        agreed = [one.words for one in self.wordings if one.agreed]
        return agreed[-1] if agreed else self.answer.wording


@dataclass(frozen=True)
class AskedPage:
    """What one agency is asked: about whom, by whom, what for, and what it has written so far."""

    asked: Asked
    persons: list[PersonShown]
    draft: Answer | None
    sealed: str  # of the draft, to the one who sealed it alone
    files: list[Attachment]
    sent: list[AnswerShown]
    due: DueClock | None

    @property
    def desk_phone(self) -> str:
        """Give the telephone number of the agency that is asked, which most answers name."""
        return self.asked.agency.phone


def asked_of(by: Actor, *, at: datetime) -> QuerySet[Asked]:
    """Find what someone's agency is asked, about those whom they may see; by a link, the one question it opens."""
    found = Asked.objects.filter(withdrawn_at__isnull=True, ask__withdrawn_at__isnull=True)
    found = found.select_related("ask__agency", "ask__person", "agency")
    if by.link is not None:
        ref = link_about(by.link, agency=by.agency).removeprefix("ask:")
        return not_hidden(found.filter(ask__ref=ref, agency__code=by.agency), whose="ask__person", by=by)
    if not permitted(by.roles, permission=Permission.ANSWER_ASKS):
        return found.none()
    return found.filter(Q(agency__code=by.agency) & is_seen("ask__person", by=by, at=at))


def asked_page(asked: Asked, *, by: Actor) -> AskedPage:
    """Gather what someone who may answer sees. Cost: eight queries at most."""
    about = [one.person_id for one in not_hidden(asked.about.all(), whose="person", by=by)]
    shown = persons_shown(about, by=by)
    persons = sorted(shown.values(), key=lambda one: (one.pk != asked.ask.person_id, one.name))
    answers = Answer.objects.filter(asked=asked)
    draft = next((one for one in answers if one.sent_at is None), None)
    files = list(files_of([draft.pk])) if draft else []
    sent = answers_shown(answers.filter(sent_at__isnull=False), reads_sealed=False)
    theirs = draft if draft and draft.sealed_by == by.username else None
    sealed = unsealed(theirs.sealed) if theirs else ""
    return AskedPage(asked, persons, draft, sealed, files, sent.get(asked.pk, []), _due(asked))


def _due(asked: Asked) -> DueClock | None:
    return clocks_numbered([asked.duty]).get(asked.duty) if asked.duty else None


def answers_shown(found: QuerySet[Answer], *, reads_sealed: bool) -> dict[int, list[AnswerShown]]:
    """Give answers by the partner who gave them, the oldest first. Cost: three queries at most."""
    answers = list(found.order_by("sent_at", "pk"))
    files: dict[int, list[Attachment]] = {}
    for file in files_of([one.pk for one in answers]) if answers else ():
        files.setdefault(file.answer_id, []).append(file)
    prefetch_related_objects([one for one in answers if one.sealed], "wordings")
    shown: dict[int, list[AnswerShown]] = {}
    for one in answers:
        opened = unsealed(one.sealed) if reads_sealed else ""
        wordings = sorted(one.wordings.all(), key=lambda wording: wording.pk) if one.sealed else []
        theirs = AnswerShown(one, opened, bool(one.sealed), wordings, files.get(one.pk, []))
        shown.setdefault(one.asked_id, []).append(theirs)
    return shown


def files_of(answers: Collection[int]) -> QuerySet[Attachment]:
    """Find the files of some answers that nobody took away."""
    return Attachment.objects.filter(answer__in=answers, removed_at__isnull=True).order_by("pk")

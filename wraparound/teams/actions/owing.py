"""What whoever is asked owes: an answer by a rule, then word of whether the family took it up."""

from dataclasses import replace
from datetime import datetime

from wraparound.duties.actions import answer_duty, hand_over, open_duty, withdraw_duty
from wraparound.duties.words import Answered, Owed
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.teams.models import Work, WorkChild
from wraparound.teams.queries.owing import agency_owing, is_owed, owner_of
from wraparound.teams.queries.seen import subject_of

TAKEN_UP = "taken-up"  # the rule by which word of the family is owed
ALLOCATED = "It was allocated to them to take on"


@whole
def owe(work: Work, *, rule: str, owner: str = "", by: Actor, at: datetime) -> None:
    """Have whoever is asked owe an answer by a rule; for an organisation that is no agency here, those who ask do."""
    words = (
        f"Say whether the family took up work {work.ref}" if rule == TAKEN_UP else f"Say who takes on work {work.ref}"
    )
    owed = Owed(
        agency=agency_owing(work),
        owner=owner_of(work, username=owner, at=at),
        owed_to=work.asking_agency.code,
        owed_to_person=work.asked_by,
        about=WorkChild.objects.filter(work=work).order_by("pk").values_list("person", flat=True).first(),
        subject=subject_of(work),
        words=words,
    )
    work.duty = open_duty(owed, rule=rule, by=by, at=at).pk
    work.save(update_fields=["duty"])


@whole
def meet(work: Work, *, how: Answered, evidence: str, by: Actor, at: datetime) -> None:
    """Answer what is owed of work, if it is owed still: whoever is in the team answers for the team's agency."""
    if is_owed(work):
        answer_duty(work.duty or 0, how=how, evidence=evidence, by=replace(by, agency=agency_owing(work)), at=at)


@whole
def let_go(work: Work, *, why: str, by: Actor, at: datetime) -> None:
    """Have nothing be owed of work any more, if anything is."""
    if is_owed(work):
        reason = f"Work {work.ref} is not asked for as it was: {why}"
        withdraw_duty(work.duty or 0, reason=reason, by=replace(by, agency=work.asking_agency.code), at=at)


@whole
def pass_on(work: Work, *, was: str, now: str, by: Actor, at: datetime) -> None:
    """Have somebody owe what somebody else, or the desk, owed of work; for those of other agencies the desk does."""
    before, after = (owner_of(work, username=one, at=at) for one in (was, now))
    if before != after and is_owed(work):
        acting = replace(by, agency=agency_owing(work))
        hand_over(work.duty or 0, to=after, reason=ALLOCATED, by=acting, at=at)

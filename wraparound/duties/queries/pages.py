"""The page of one duty: what is owed and why, its clock, its history, and what the reader can do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from wraparound.access.queries import names_of
from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.words import OpeningHours
from wraparound.duties.models import Duty, Happening
from wraparound.duties.policies import MayNotAct, check_may_act, check_may_extend, check_may_withdraw
from wraparound.duties.ports import OUTSIDE
from wraparound.duties.queries.absences import absences_standing, stands_in_for
from wraparound.duties.queries.duties import reached_by, stood_with_pauses
from wraparound.duties.queries.lists import duties_visible_to
from wraparound.duties.queries.rules import hours_by_agency, rule_of
from wraparound.duties.rules.calendars import OFFICE
from wraparound.duties.rules.clocks import counts_open_hours, hours_of
from wraparound.duties.rules.drawing import ClockLine, clock_line
from wraparound.duties.rules.words import DueTold, told_due
from wraparound.duties.words import Happened, Pause, Rule, Standing, Stood
from wraparound.kernel.acting import Actor

ANSWER, EXTEND, HAND_OVER, PAUSE, RESUME, WITHDRAW = "answer", "extend", "hand-over", "pause", "resume", "withdraw"


@dataclass(frozen=True)
class Past:
    """A line of a duty's history, with the names of those in it."""

    kind: Happened
    at: datetime
    by: str
    words: str
    due_at: datetime


@dataclass(frozen=True)
class DutyPage:
    """All that the page of one duty says."""

    duty: Duty
    rule: Rule
    due: DueTold
    agency: str
    owner: str
    deputy: str
    owed_to: str
    owed_to_person: str
    person: tuple[str, str] | None
    line: ClockLine
    history: list[Past]
    can: list[str]
    cannot: list[str]  # why something cannot be done by the reader
    onward: tuple[str, str] | None  # where it is answered: an address's name, and what stands in it
    in_office_hours: bool  # the agency's own are not known, or the rule says so


def duty_seen(pk: int, *, by: Actor, at: datetime) -> Duty | None:
    """Give a duty if it is one of which someone may know. Cost: two queries."""
    return duties_visible_to(by, at=at).select_related("version").filter(pk=pk).first()


def duty_page(duty: Duty, *, by: Actor, at: datetime) -> DutyPage:
    """Gather all that the page of a duty shows. Cost: nine queries at most."""
    rule, hours = rule_of(duty.version), hours_by_agency().get(duty.agency)
    stood = stood_with_pauses(duty)
    past = list(Happening.objects.filter(duty=duty).order_by("-pk"))
    deputy = _deputy_of(duty.owner, at=at)
    people = names_of([duty.owner, duty.owed_to_person, deputy, *(one.by for one in past)])
    names = dict(agencies_of_area().values_list("code", "name"))
    can, cannot = what_can_be_done(duty, by=by, at=at)
    called = OUTSIDE.persons.called([duty.about], by=by, at=at) if OUTSIDE.persons and duty.about is not None else {}
    return DutyPage(
        duty,
        rule,
        told_due(duty.due_at, standing=Standing(duty.standing), closed_at=duty.closed_at, at=at),
        names.get(duty.agency, duty.agency),
        people.get(duty.owner, duty.owner),
        people.get(deputy, ""),
        names.get(duty.owed_to, duty.owed_to),
        people.get(duty.owed_to_person, duty.owed_to_person),
        called.get(duty.about) if duty.about is not None else None,
        _line_of(duty, stood=stood, hours=hours, at=at),
        [_past(one, people=people, agencies=names) for one in past],
        can,
        cannot,
        onward_of(duty),
        counts_open_hours(rule.clock) and hours_of(rule.clock, hours=hours) is OFFICE,
    )


def onward_of(duty: Duty) -> tuple[str, str] | None:
    """Say where what a duty is about is answered; None where that is done on the duty's own page."""
    kind, _, reference = duty.subject.partition(":")
    return (OUTSIDE.subjects[kind], reference) if kind in OUTSIDE.subjects else None


def _deputy_of(owner: str, *, at: datetime) -> str:
    standing = absences_standing(at=at).filter(username=owner) if owner else []
    return next((one.deputy for one in standing), "")


def _line_of(duty: Duty, *, stood: Stood, hours: OpeningHours | None, at: datetime) -> ClockLine:
    reached = reached_by(duty, hours=hours) if duty.closed_at is None else []
    ends_at, drawn = duty.closed_at or duty.paused_at or at, _drawn(stood, duty=duty, at=at)
    return clock_line(drawn, due=duty.due_at, reached=reached, at=duty.closed_at or at, ends_at=ends_at)


def what_can_be_done(duty: Duty, *, by: Actor, at: datetime) -> tuple[list[str], list[str]]:
    """Say what someone can do with a duty, and why they cannot do the rest."""
    if duty.closed_at is not None:
        return [], ["It is not owed any more, so nothing can be changed. What was done stays in its history."]
    deputising = stands_in_for(by.username, at=at)
    is_paused = duty.standing == Standing.PAUSED
    asked: list[tuple[list[str], Callable[[], None]]] = [
        (
            [ANSWER, HAND_OVER],
            lambda: check_may_act(by, agency=duty.agency, owner=duty.owner, stands_in_for=deputising),
        ),
        (
            [RESUME] if is_paused else [EXTEND, PAUSE],
            lambda: check_may_extend(by, agency=duty.agency, owed_to=duty.owed_to, owner=duty.owner),
        ),
        ([WITHDRAW], lambda: check_may_withdraw(by, owed_to=duty.owed_to)),
    ]
    can: list[str] = []
    cannot: list[str] = []
    elsewhere = {ANSWER, WITHDRAW} if onward_of(duty) else set()
    for acts, check in asked:
        try:
            check()
        except MayNotAct as refused:
            cannot.append(str(refused))
        else:
            can += [act for act in acts if act not in elsewhere]
    return can, cannot


def _drawn(stood: Stood, *, duty: Duty, at: datetime) -> Stood:
    """Draw a pause that goes on until now."""
    if duty.paused_at is None or duty.paused_at >= at:
        return stood
    return Stood(stood.started_at, (*stood.pauses, Pause(duty.paused_at, at)), stood.set_due_at, stood.extended_until)


def _past(one: Happening, *, people: dict[str, str], agencies: dict[str, str]) -> Past:
    words = one.words
    if one.rung:
        told = ", ".join(agencies.get(code, code) for code in one.words.split(", ") if code)
        words = f"A letter went to {told}." if told else "Nobody was written to."
    return Past(Happened(one.kind), one.at, people.get(one.by, one.by), words, one.due_at)

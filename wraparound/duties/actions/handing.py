"""Handing over what someone owes, at once or all of it, and noting who stands in while someone is away."""

from datetime import date, datetime

from django.utils.timezone import localdate

from wraparound.access.queries import account_called
from wraparound.access.rules import says_why
from wraparound.duties.actions.closing import SAY_WHY, CannotAct, still_owed
from wraparound.duties.actions.reckoning import note
from wraparound.duties.actions.telling import tell_of_handing
from wraparound.duties.events import AbsenceEnded, AbsenceNoted, DutyHandedOver
from wraparound.duties.models import OPEN, Absence, Duty
from wraparound.duties.policies import check_may_act, check_may_note_absence
from wraparound.duties.queries.absences import stands_in_for
from wraparound.duties.queries.duties import concerns
from wraparound.duties.queries.people import people_who_owe
from wraparound.duties.words import Happened
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down

LEFT = "Their account was closed, so the agency’s desk owes it"


class CannotNoteAbsence(CannotAct):
    """Who is away or stands in is not known, or the days are not in order."""


@whole
def hand_over(duty: int, *, to: str, reason: str, by: Actor, at: datetime) -> Duty:
    """Let a colleague owe something, by their username, or the agency's desk, by none."""
    held = still_owed(duty)
    check_may_act(by, agency=held.agency, owner=held.owner, stands_in_for=stands_in_for(by.username, at=at))
    if not says_why(reason):
        raise CannotAct(SAY_WHY)
    if to == held.owner:
        raise CannotAct("They owe it already.")
    if to and to not in people_who_owe(held.agency, at=at):
        raise CannotAct("Nobody of that name, whose work it is, works for the agency that owes this.")
    _hand(held, to=to, reason=reason, by=by, at=at)
    return held


@whole
def hand_over_all(username: str, *, to: str = "", reason: str = LEFT, by: Actor, at: datetime) -> int:
    """Hand over all that someone owes, as when they leave; says how much. Whoever calls this saw that one may."""
    owed = list(Duty.objects.select_for_update(of=("self",)).filter(OPEN, owner=username).exclude(owner=""))
    for one in owed:
        fits = bool(to) and to != username and to in people_who_owe(one.agency, at=at)
        _hand(one, to=to if fits else "", reason=reason, by=by, at=at)
    return len(owed)


@whole
def note_absence(username: str, *, begins_on: date, ends_on: date, deputy: str, by: Actor, at: datetime) -> Absence:
    """Say that someone is away from a day until before another, and who sees and is told of what they owe meanwhile."""
    check_may_note_absence(by, username=username)
    if ends_on <= max(begins_on, localdate(at)):
        raise CannotNoteAbsence("The first day back is after the first day away, and still to come.")
    away = account_called(username)
    colleagues = people_who_owe(away.agency.code, at=at) if away else {}
    if deputy not in colleagues or username == deputy:
        raise CannotNoteAbsence("Choose a colleague of the same agency to stand in.")
    days = Absence.objects.filter(username=username, ended_at__isnull=True)
    if days.filter(begins_on__lt=ends_on, ends_on__gt=begins_on).exists():
        raise CannotNoteAbsence("An absence of some of these days is noted already. Take it back first.")
    noted = {"noted_by": by.username, "noted_at": at}
    made = Absence.objects.create(username=username, deputy=deputy, begins_on=begins_on, ends_on=ends_on, **noted)
    write_down(AbsenceNoted(username, deputy, begins_on.isoformat(), ends_on.isoformat()), by=by, at=at)
    return made


@whole
def end_absence(absence: int, *, by: Actor, at: datetime) -> Absence:
    """Take an absence back: they are here."""
    held = Absence.objects.select_for_update(of=("self",)).filter(pk=absence, ended_at__isnull=True).first()
    if held is None:
        raise CannotNoteAbsence("This absence was taken back already.")
    check_may_note_absence(by, username=held.username)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    write_down(AbsenceEnded(held.username, held.deputy), by=by, at=at)
    return held


def _hand(held: Duty, *, to: str, reason: str, by: Actor, at: datetime) -> None:
    was, held.owner = held.owner, to
    held.save(update_fields=["owner"])
    note(held, kind=Happened.HANDED_OVER, words=reason, by=by, at=at)
    write_down(DutyHandedOver(held.pk, was, to), about=concerns(held), by=by, at=at)
    tell_of_handing(held, by=by, at=at)

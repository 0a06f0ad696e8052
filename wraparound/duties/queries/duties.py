"""Duties: those about something, those someone may see, and the clock of one."""

from collections.abc import Iterable

from django.db.models import QuerySet

from wraparound.duties.models import OPEN, Duty, DutyPause
from wraparound.duties.words import Pause, Stood


def duties_about(subject: str) -> QuerySet[Duty]:
    """Find every duty about something, such as ask:Q-7K3M, the first first."""
    return Duty.objects.filter(subject=subject).exclude(subject="").select_related("version").order_by("pk")


def open_duties_of(subject: str) -> QuerySet[Duty]:
    """Find the duties about something that are still owed."""
    return duties_about(subject).filter(OPEN)


def pauses_of(duties: Iterable[int]) -> dict[int, tuple[Pause, ...]]:
    """Give the pauses that some duties had. Cost: one query."""
    found: dict[int, tuple[Pause, ...]] = {}
    for duty, begins, ends in (
        DutyPause.objects.filter(duty__in=duties).order_by("begins_at").values_list("duty_id", "begins_at", "ends_at")
    ):
        found[duty] = (*found.get(duty, ()), Pause(begins, ends))
    return found


def stood_of(duty: Duty, *, pauses: tuple[Pause, ...] = ()) -> Stood:
    """Give the clock of a duty."""
    return Stood(duty.started_at, pauses, duty.set_due_at, duty.extended_until)


def concerns(duty: Duty) -> list[int]:
    """Give whom a duty is about, as the ledger wants it."""
    return [duty.about] if duty.about is not None else []

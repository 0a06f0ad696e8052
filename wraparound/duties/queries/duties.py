"""Duties: those about something, those someone may see, and the clock of one."""

from collections.abc import Iterable

from django.db.models import QuerySet

from wraparound.agencies.words import OpeningHours
from wraparound.duties.models import Duty, DutyPause, Happening
from wraparound.duties.queries.rules import rule_of
from wraparound.duties.rules import Reached, ladder_of
from wraparound.duties.words import Pause, Stood


def duties_about(subject: str) -> QuerySet[Duty]:
    """Find every duty about something, such as ask:Q-7K3M, the first first."""
    return Duty.objects.filter(subject=subject).exclude(subject="").select_related("version").order_by("pk")


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


def stood_with_pauses(duty: Duty) -> Stood:
    """Give the clock of a duty with the pauses it had. Cost: one query."""
    return stood_of(duty, pauses=pauses_of([duty.pk]).get(duty.pk, ()))


def climbed_by(duty: Duty) -> set[str]:
    """Give the rungs that a duty climbed since it is due when it is."""
    climbed = Happening.objects.filter(duty=duty, due_at=duty.due_at).exclude(rung="")
    return set(climbed.values_list("rung", flat=True))


def reached_by(duty: Duty, *, hours: OpeningHours | None) -> list[Reached]:
    """Say when a duty that runs reaches each rung of its ladder."""
    held = rule_of(duty.version)
    return ladder_of(stood_with_pauses(duty), due=duty.due_at, clock=held.clock, ladder=held.ladder, hours=hours)

"""Work that time sets: held by one worker at a time, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.post.actions.carrying import put_back
from wraparound.post.models import Errand
from wraparound.post.rules import HELD_FOR


@dataclass(frozen=True)
class Came:
    """What came of doing an errand: since when, how many things were done, and the fault if it went wrong."""

    began_at: datetime
    done: int
    why: str = ""


@whole
def hold_errands(codes: Iterable[str], *, worker: str, by: Actor, at: datetime) -> set[str]:  # noqa: ARG001
    """Hold errands for a worker: those that are nobody's, and for longer those that it holds; says which it holds."""
    wanted = list(codes)
    Errand.objects.bulk_create([Errand(code=code) for code in wanted], ignore_conflicts=True)
    held = set()
    for errand in Errand.objects.select_for_update(of=("self",)).filter(code__in=wanted).order_by("code"):
        free = errand.lease_until is None or errand.lease_until <= at
        if free or errand.worker == worker:
            errand.worker, errand.lease_until = worker, at + HELD_FOR
            errand.save(update_fields=["worker", "lease_until"])
            held.add(errand.code)
    return held


@whole
def note_errand(code: str, *, came: Came, by: Actor, at: datetime) -> None:  # noqa: ARG001 – by the node itself
    """Keep what came of an errand, for the page that shows background work."""
    errand = Errand.objects.select_for_update(of=("self",)).get(code=code)
    errand.began_at, errand.ended_at, errand.why = came.began_at, at, came.why[:500]
    errand.done += came.done
    errand.did_at = at if came.done else errand.did_at
    errand.failures = errand.failures + 1 if came.why else 0
    errand.failed_at = at if came.why else errand.failed_at
    errand.save()


@whole
def let_go(worker: str, *, by: Actor, at: datetime) -> int:
    """Free the errands and letters of a worker that has stopped, so that another goes on at once; says how many."""
    errands = Errand.objects.filter(worker=worker).update(worker="", lease_until=None)
    return errands + put_back(worker, next_at=at, by=by, at=at)

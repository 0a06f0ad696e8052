"""Files that come as a set: one waits for the other, and both are taken in together."""

from datetime import datetime

from wraparound.feeds.actions.loads import _locked
from wraparound.feeds.events import LoadWaits, SetTakenIn
from wraparound.feeds.models import Load
from wraparound.feeds.policies import check_may_manage_feeds
from wraparound.feeds.words import LoadState
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def wait_for_set(load: Load, *, part: str, why: str, by: Actor, at: datetime) -> None:
    """Have a load wait for the other file of its set; nothing of it is filed."""
    check_may_manage_feeds(by)
    held = _locked(load.pk, then=LoadState.WAITING)
    held.state, held.part, held.why = LoadState.WAITING, part, why
    held.save(update_fields=["state", "part", "why"])
    write_down(LoadWaits(held.feed.code, held.pk, part), by=by, at=at)


@whole
def join_set(load: Load, *, part: str, other: int, by: Actor, at: datetime) -> None:
    """Say of the file that waited that it was taken in with a load, and of older ones that they were passed over."""
    check_may_manage_feeds(by)
    Load.objects.filter(pk=load.pk).update(part=part)
    kind = Load.objects.get(pk=other).part
    waiting = Load.objects.select_for_update(of=("self",)).select_related("feed").filter(state=LoadState.WAITING)
    for one in waiting.filter(feed=load.feed_id, part=kind, pk__lte=other).order_by("pk"):
        taken = one.pk == other
        one.state, one.finished_at = LoadState.DONE if taken else LoadState.REFUSED, at
        one.why = f"Taken in together with {load.name}." if taken else "A newer file of its kind came before its set."
        one.save(update_fields=["state", "why", "finished_at"])
        if taken:
            write_down(SetTakenIn(one.feed.code, one.pk, load.pk), by=by, at=at)

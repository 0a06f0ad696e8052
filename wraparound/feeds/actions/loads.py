"""A file comes in, batch by batch, each batch whole: after a crash nothing is lost and nothing is doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import F, Q

from wraparound.feeds.actions.lateness import settle_lateness
from wraparound.feeds.events import FileReceived, LoadFiled, LoadHeld, LoadRefused
from wraparound.feeds.models import Feed, Load, SetAside
from wraparound.feeds.policies import MACHINE, check_may_manage_feeds, check_may_send, check_may_send_for
from wraparound.feeds.queries import source_of
from wraparound.feeds.rules import may_become, place_of, too_many_end
from wraparound.feeds.rules.maps import map_of
from wraparound.feeds.words import Aside, Holds, LoadState
from wraparound.identity.actions import end_unseen, file_ready, note_held
from wraparound.identity.queries import records_missing_from, records_now
from wraparound.identity.words import Ready
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

LEASE = timedelta(minutes=2)  # after which a worker that has said nothing is taken for dead


class CannotLoad(CannotDo):
    """The load cannot go on as asked."""


@dataclass(frozen=True)
class Received:
    """A file that came in: what it is called, what is in it, its hash, and which day it tells of."""

    name: str
    content: File
    sha256: str
    as_of: date


@whole
def receive_file(file: Received, *, feed: str, by: Actor, at: datetime) -> Load:
    """Keep a file that came in, and put it in the queue of loads."""
    check_may_manage_feeds(by)
    held = Feed.objects.get(code=feed)
    keep_file(file)
    load = Load.objects.create(
        feed=held,
        name=file.name[:255],
        sha256=file.sha256,
        size=file.content.size,
        as_of=file.as_of,
        received_at=at,
        received_by=by.username,
    )
    write_down(FileReceived(feed, load.pk, load.name, file.sha256), by=by, at=at)
    return load


@whole
def send_file(file: Received, *, feed: str, token: str, by: Actor, at: datetime) -> Load:
    """Take a file from a sender who presents the feed's token; the sender acts for the feed's agency."""
    held = Feed.objects.select_related("agency").filter(code=feed).first()
    check_may_send(token, kept=held.token if held else "")
    agency = held.agency.code if held else ""
    sender = replace(by, agency=agency, roles=frozenset({MACHINE}))
    return receive_file(file, feed=feed, by=sender, at=at)


@whole
def send_file_for(file: Received, *, feed: str, by: Actor, at: datetime) -> Load:
    """Take a file from a system of the feed's agency."""
    held = Feed.objects.select_related("agency").filter(code=feed).first()
    check_may_send_for(held.agency.code if held else None, by=by)
    return receive_file(file, feed=feed, by=by, at=at)


@whole
def begin_load(worker: str, *, load: int | None = None, by: Actor, at: datetime) -> Load | None:
    """Take the next load to read, or one by its number: those that wait, and those whose worker has died."""
    check_may_manage_feeds(by)
    free = Q(state=LoadState.RECEIVED) | Q(state=LoadState.READING, worker_until__lt=at)
    if load is not None:
        free = Q(pk=load) & Q(state__in=[LoadState.RECEIVED, LoadState.READING])
    held = Load.objects.select_for_update().select_related("feed").filter(free).order_by("pk").first()
    if held is None:
        return None
    held.state, held.worker, held.worker_until = LoadState.READING, worker, at + LEASE
    held.save(update_fields=["state", "worker", "worker_until"])
    return held


@whole
def file_batch(
    load: Load, *, rows: Sequence[Ready], asides: Sequence[Aside], done: int, by: Actor, at: datetime
) -> None:
    """File one batch and set aside what has to wait; `done` is how many of the file's rows are behind us then."""
    check_may_manage_feeds(by)
    filed = file_ready(rows, of=source_of(load), by=by, at=at)
    _set_aside(asides, load=load, by=by, at=at)
    Load.objects.filter(pk=load.pk).update(
        rows_done=done,
        rows=load.rows,
        new=F("new") + filed.new,
        changed=F("changed") + filed.changed,
        unchanged=F("unchanged") + filed.unchanged,
        returned=F("returned") + filed.returned,
        set_aside=SetAside.objects.filter(load=load).count(),
        worker_until=at + LEASE,
    )


def _set_aside(asides: Sequence[Aside], *, load: Load, by: Actor, at: datetime) -> None:
    """Keep the rows that wait; nobody ends for waiting."""
    id_column = map_of(load.feed.map).id
    waiting = [
        SetAside(
            load=load,
            row=one.row,
            key=(one.values.get(id_column) or "").strip()[:200],
            line=one.line,
            column=one.fault.column[:200],
            value=one.fault.value[:200],
            reason=one.fault.reason[:300],
            right=one.fault.right[:300],
            values=dict(one.values),
        )
        for one in asides
    ]
    SetAside.objects.bulk_create(waiting, ignore_conflicts=True, batch_size=1_000)
    if keys := {one.key for one in waiting} - {""}:
        note_held(keys, of=source_of(load), by=by, at=at)


@whole
def finish_filing(load: Load, *, by: Actor, at: datetime) -> Load:
    """End the records a whole file no longer holds, or hold the load if they are suspiciously many."""
    check_may_manage_feeds(by)
    held = _locked(load.pk, then=LoadState.FILED)
    waits = records_missing_from(held.feed.code, load=held.pk) if held.feed.holds == Holds.EVERYONE else 0
    if too_many_end(waits, held=records_now(held.feed.code)):
        held.state, held.why = LoadState.HELD, f"{waits:,} records would end: is the file whole?"
        held.save(update_fields=["state", "why"])
        write_down(LoadHeld(held.feed.code, held.pk, waits), by=by, at=at)
        return held
    return _filed(held, ends=bool(waits), by=by, at=at)


@whole
def confirm_ends(load: int, *, ends: bool, by: Actor, at: datetime) -> Load:
    """Say of a held load that those who are missing have ended, or that the file was not whole and nobody has."""
    check_may_manage_feeds(by)
    held = _locked(load, then=LoadState.FILED)
    if held.state != LoadState.HELD:
        raise CannotLoad("This load is not held; there is nothing to say about it.")
    held.why = "" if ends else "The file was not whole; nobody was ended."
    return _filed(held, ends=ends, by=by, at=at)


@whole
def finish_load(load: Load, *, by: Actor, at: datetime) -> None:
    """Say that a load's records are linked."""
    check_may_manage_feeds(by)
    held = _locked(load.pk, then=LoadState.DONE)
    held.state, held.finished_at = LoadState.DONE, at
    held.save(update_fields=["state", "finished_at"])


@whole
def refuse_load(load: Load, *, why: str, by: Actor, at: datetime) -> None:
    """Say why a file cannot be used; nothing of it was filed, or what was filed before stays."""
    check_may_manage_feeds(by)
    held = _locked(load.pk, then=LoadState.REFUSED)
    held.state, held.why, held.finished_at = LoadState.REFUSED, why, at
    held.save(update_fields=["state", "why", "finished_at"])
    write_down(LoadRefused(held.feed.code, held.pk, why), by=by, at=at)


def keep_file(file: Received) -> None:
    """Keep what came in under its hash, once."""
    if not default_storage.exists(place_of(file.sha256)):
        default_storage.save(place_of(file.sha256), file.content)


def _locked(load: int, *, then: LoadState) -> Load:
    """Give a load to change it, if it may become what it is to be; raises CannotLoad."""
    held = Load.objects.select_for_update(of=("self",)).select_related("feed").filter(pk=load).first()
    if held is None:
        raise CannotLoad("There is no such load.")
    if not may_become(LoadState(held.state), then=then):
        raise CannotLoad(f"This load is {LoadState(held.state).label}; it cannot become {then.label}.")
    return held


def _filed(held: Load, *, ends: bool, by: Actor, at: datetime) -> Load:
    held.ended += end_unseen(source_of(held), by=by, at=at) if ends else 0
    held.state = LoadState.FILED
    held.save(update_fields=["state", "why", "ended"])
    write_down(LoadFiled(held.feed.code, held.pk, held.rows, held.set_aside, held.ended), by=by, at=at)
    settle_lateness(held.feed, by=by, at=at)
    return held

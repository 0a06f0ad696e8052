"""Takes loads in from file to linked, step by step; each step is an action of its own, so it can stop anywhere."""

import gc
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.files.storage import default_storage
from django.utils import timezone

from wraparound.feeds.actions import (
    begin_load,
    file_batch,
    finish_filing,
    finish_load,
    join_set,
    refuse_load,
    wait_for_set,
)
from wraparound.feeds.commands.beside import SELDOM, Beside
from wraparound.feeds.models import Load
from wraparound.feeds.policies import MACHINE
from wraparound.feeds.queries import feeds_with_everyone_once, loads_to_link, loads_to_read, other_of_set
from wraparound.feeds.rules import place_of
from wraparound.feeds.rules.maps import map_of
from wraparound.feeds.rules.quiet import link_again
from wraparound.kernel.acting import Actor

if TYPE_CHECKING:
    from wraparound.feeds.queries.reading import Batch

Tell = Callable[[str, float], None]
Clock = Callable[[], datetime]
NODE = Actor("wraparound", "wraparound", "Wraparound", frozenset({MACHINE}), purpose="taking files in")
TRIES = 3
LARGE = 2 << 20  # bytes of a file from which it is read in a process of its own, which takes a second to begin
NEXT = 3  # files whose reading is asked for before their turn has come


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Have Python look for cycles seldom: a load makes millions of small values and no cycles to speak of.

    Looking for them as often as usual costs a sixth of a load's time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def reading_beside() -> Beside:
    """Give what reads large files in a process of its own, while what was read before is filed."""
    return Beside(django.setup)


def worker_name() -> str:
    """Name this process among the node's workers."""
    return f"{socket.gethostname()}:{os.getpid()}"[:60]


@seldom_collecting()
def take_in(
    load: int | None = None,
    *,
    tell: Tell = lambda _what, _done: None,
    reader: Beside | None = None,
    by: Actor = NODE,
    clock: Clock = timezone.now,
) -> Load | None:
    """File the next load, or one by its number; nothing where none waits. It goes on where a dead worker stopped."""
    from wraparound.feeds.queries.reading import CannotUse, Waits, part_read

    held = begin_load(worker_name(), load=load, by=by, at=clock())
    if held is None:
        return None
    try:
        part = part_read(_kept(held), load=held)
        other = other_of_set(held, part=part) if part else None
        for batch in _batches(held, other=other, reader=reader):
            held.rows = batch.of
            file_batch(held, rows=batch.rows, asides=batch.asides, done=batch.done, by=by, at=clock())
            tell(f"filing {held.name}", batch.done / max(batch.of, 1))
    except Waits as waits:
        wait_for_set(held, part=part, why=str(waits), by=by, at=clock())
        return held
    except CannotUse as fault:
        refuse_load(held, why=str(fault), by=by, at=clock())
        return held
    if other:
        join_set(held, part=part, other=other.pk, by=by, at=clock())
    return finish_filing(held, by=by, at=clock())


def _batches(load: Load, *, other: Load | None, reader: Beside | None) -> Iterator["Batch"]:
    """Read a load's file, beside the filing where it is large; then the next files' reading begins there too."""
    from wraparound.feeds.queries.reading import batches_of, to_read

    file = to_read(load, path=_kept(load), other=_kept(other) if other else None)
    if reader is None:
        return batches_of(file)
    beside = reader.runs or load.size >= LARGE
    found = reader.made(batches_of, given=file) if beside else batches_of(file)
    for then in loads_to_read(after=load.pk)[:NEXT]:
        if map_of(then.feed.map).shape or not (reader.runs or then.size >= LARGE):
            break  # what it needs beside its own file is known when its turn has come
        reader.begin(batches_of, given=to_read(then, path=_kept(then)))
    return found


def _kept(load: Load) -> Path:
    return Path(default_storage.path(place_of(load.sha256)))


@seldom_collecting()
def link_what_is_filed(*, tell: Tell = lambda _what, _done: None, by: Actor = NODE, clock: Clock = timezone.now) -> int:
    """Link what every filed load brought: a few records one by one, many with all others; give how many loads."""
    loads = list(loads_to_link())
    if loads:
        link_waiting(tell=tell, by=by, clock=clock)
    for load in loads:
        finish_load(load, by=by, at=clock())
    return len(loads)


@seldom_collecting()
def link_waiting(*, tell: Tell = lambda _what, _done: None, by: Actor = NODE, clock: Clock = timezone.now) -> None:
    """Link the records that wait, in the way that is sooner done; what is believed is the same either way."""
    from wraparound.identity.actions import link_records, note_births
    from wraparound.identity.queries.waiting import records_to_link

    once = feeds_with_everyone_once()
    to_link = records_to_link()
    if to_link.with_all:
        _link_all(once, tell=tell, by=by, clock=clock)
    elif not to_link.alone:
        note_births(by=by, at=clock())  # which a worker may have been kept from
    for done, record in enumerate(to_link.alone):
        link_records([record], once=once, by=by, at=clock())
        tell("linking", done / len(to_link.alone))


@seldom_collecting()
def link_what_was_cut(
    quiet: tuple[int, int], *, tell: Tell = lambda _what, _done: None, by: Actor = NODE, clock: Clock = timezone.now
) -> bool:
    """Link all records once more where arrivals were judged only with those nearest, in a quiet hour or after many."""
    from wraparound.identity.queries.waiting import linked_in_part

    if not link_again(linked_in_part(), hour=timezone.localtime(clock()).hour, quiet=quiet):
        return False
    _link_all(feeds_with_everyone_once(), tell=tell, by=by, clock=clock)
    return True


def _link_all(once: frozenset[str], *, tell: Tell, by: Actor, clock: Clock) -> None:
    """Link all records, once more if somebody decided about records meanwhile; and note the births this tells of."""
    from wraparound.identity.actions import believe, note_births
    from wraparound.identity.actions.believing import CannotBelieve
    from wraparound.identity.queries.linking import area_linked

    for turn in range(TRIES):
        found = area_linked(once=once, tell=tell)
        try:
            if found:
                believe(found, by=by, at=clock())
            note_births(by=by, at=clock())
            return
        except CannotBelieve:
            if turn == TRIES - 1:
                raise

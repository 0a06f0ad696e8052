"""What linking found is written down: new persons, records that move, codes that are retired."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection

from wraparound.identity.actions.holding import hold_aside
from wraparound.identity.actions.laying import lay_all, lay_doubts
from wraparound.identity.actions.noting import SO_MANY, note_for_index
from wraparound.identity.actions.retaining import spread_holds
from wraparound.identity.actions.shielding import spread_shields
from wraparound.identity.events import AreaLinked, RecordsMoved
from wraparound.identity.models import Decision, Linkings, Move, Person, Record, Teaching
from wraparound.identity.words import Why
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.actions.rows import add_rows, change_rows
from wraparound.ledger.queries.compiled import kept_in_words

if TYPE_CHECKING:
    from wraparound.identity.queries.linking import Found, Named

AT_ONCE = 1_000
TOGETHER = 20_000  # records compared with what was believed before, and written
TURN = (  # the one row is held from here on
    "INSERT INTO identity_linkings (id, turn, records, in_part) VALUES (1, 1, 0, 0)"
    " ON CONFLICT (id) DO UPDATE SET turn = identity_linkings.turn + 1 RETURNING turn"
)
Believed = Callable[[Sequence[int]], Iterable[tuple[Any, ...]]]  # of records in order: number, person, belief, waits
TOLD = 500  # moves named in one entry of the ledger


class CannotBelieve(CannotDo):
    """Something was said about records after the engine had begun, so what it found is out of date."""


@whole
def believe(found: "Found", *, by: Actor, at: datetime) -> AreaLinked:
    """Let every record belong to the person that linking found for it, and say which have moved.

    Cost: one read of all records, one write for each record whose person or belief is another than before.
    """
    begin_linking(found.turn)
    if Decision.objects.filter(undone_at__isnull=True).count() != found.decisions:
        raise CannotBelieve("Someone has decided about records meanwhile; link them again.")
    first, moved = take_over(found, among=_believed_between, persons=_every_person, by=by, at=at)
    Linkings.objects.filter(pk=1).update(records=len(found.person), in_part=0)
    lay_all(found.laid)
    lay_doubts(found.doubts)
    hold_aside(by=by, at=at)
    if found.taught:
        kept = found.taught
        Teaching.objects.create(
            model=kept.model,
            lessons=kept.lessons,
            digest=kept.digest,
            records=kept.records,
            counted=len(found.person),
            feeds=list(kept.feeds),
            at=at,
        )
    linked = AreaLinked(len(found.person), len(set(found.person)), first, moved)
    write_down(linked, by=by, at=at)
    return linked


def _believed_between(numbers: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    told = Record.objects.filter(pk__range=(numbers[0], numbers[-1]))
    return told.values_list("pk", "person_id", "belief", "waits")


def _every_person() -> dict[str, int]:
    return dict(Person.objects.values_list("code", "pk"))


def begin_linking(turn: int | None = None) -> None:
    """Let nobody else link until the transaction ends; refuse where someone has linked since a turn."""
    with kept_in_words() as cursor:
        cursor.execute(TURN)
        (now,) = cursor.fetchone()
    if turn is not None and now != turn + 1:
        raise CannotBelieve("Records have been linked meanwhile; link them again.")


@whole
def take_over(
    found: "Named",
    *,
    among: Believed,
    persons: Callable[[], dict[str, int]],
    why: Why = Why.LINKING,
    by: Actor,
    at: datetime,
) -> tuple[int, int]:
    """Let records belong to the persons found; give how many have a person for the first time, and how many moved.

    What says something else by now goes on waiting. Records are written in the order in which the database keeps them.
    """
    held, order = _persons(found, persons=persons, at=at), np.argsort(found.record)
    first, moves = 0, []
    noted: list[int] = []
    for begin in range(0, len(order), TOGETHER):
        places = order[begin : begin + TOGETHER]
        numbers = found.record[places].tolist()
        before: dict[int, list[Any]] = {pk: rest for pk, *rest in among(numbers)}
        changed = []
        for place, record in zip(places.tolist(), numbers, strict=True):
            was, now, belief = before[record], held[found.person[place]], found.belief[place]
            digest = found.digest[place]
            if was[:2] != [now, belief] or (digest and was[2]):
                changed.append((now, belief, digest, record))
                first += not was[0]
                moves += [(record, was[0], now)] if was[0] and was[0] != now else []
        noted += [record for *_, record in changed][: SO_MANY - len(noted)]
        change_rows(Record, columns=["person_id", "belief"], flags={"waits": "digest"}, rows=changed)
    note_for_index(noted, at=at)
    write_moves(moves, why=why, by=by, at=at)
    return first, len(moves)


@whole
def write_moves(
    moves: Iterable[tuple[int, int, int]],
    *,
    why: Why,
    decision: Decision | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep each record's way from person to person, and announce it."""
    moves = list(moves)
    if not moves:
        return
    spread_shields(moves, by=by, at=at)
    spread_holds(moves, by=by, at=at)
    Move.objects.bulk_create(
        [
            Move(record_id=record, was_id=was, now_id=now, why=why, decision=decision, by=by.username, at=at)
            for record, was, now in moves
        ],
        batch_size=AT_ONCE,
    )
    for begin in range(0, len(moves), TOLD):
        some = tuple(moves[begin : begin + TOLD])
        about = {person for _, was, now in some for person in (was, now)}
        write_down(RecordsMoved(str(why), some), about=about, by=by, at=at)


def _persons(found: "Named", *, persons: Callable[[], dict[str, int]], at: datetime) -> dict[str, int]:
    """Make the persons that are new, retire those that were taken in, and give every code's number."""
    held = persons()
    fresh = [code for code in dict.fromkeys(found.person) if code not in held]
    if fresh:
        since = connection.ops.adapt_datetimefield_value(at)
        add_rows(Person, columns=["code", "since"], rows=[(code, since) for code in fresh])
        held = persons()
    for code, became in found.became.items():
        Person.objects.filter(pk=held[code]).exclude(became=held[became]).update(became=held[became])
    return held

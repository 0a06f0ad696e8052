"""What linking found is written down: new persons, records that move, codes that are retired."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from wraparound.identity.events import AreaLinked, RecordsMoved
from wraparound.identity.models import Decision, Move, Person, Record, Teaching
from wraparound.identity.words import Why
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

if TYPE_CHECKING:
    from wraparound.identity.queries.linking import Found

AT_ONCE = 1_000
TOLD = 500  # moves named in one entry of the ledger


class CannotBelieve(CannotDo):
    """Something was said about records after the engine had begun, so what it found is out of date."""


@whole
def believe(found: "Found", *, by: Actor, at: datetime) -> AreaLinked:
    """Let every record belong to the person that linking found for it, and say which have moved.

    Cost: one read of all records, one write for each record whose person or belief is another than before.
    """
    if Decision.objects.filter(undone_at__isnull=True).count() != found.decisions:
        raise CannotBelieve("Someone has decided about records meanwhile; link them again.")
    persons = _persons(found, at=at)
    before = {pk: (person, belief) for pk, person, belief in Record.objects.values_list("pk", "person_id", "belief")}
    rows = zip(found.record.tolist(), found.person, found.belief, strict=True)
    now = {record: (persons[code], belief) for record, code, belief in rows}
    changed = [(record, *held) for record, held in now.items() if before[record] != held]
    _assign(changed)
    moved = [(record, was, person) for record, person, _ in changed if (was := before[record][0]) and was != person]
    write_moves(moved, why=Why.LINKING, by=by, at=at)
    if found.taught:
        kept = found.taught
        Teaching.objects.create(model=kept.model, lessons=kept.lessons, records=kept.records, counted=len(now), at=at)
    linked = AreaLinked(len(now), len(set(found.person)), sum(not before[r][0] for r, *_ in changed), len(moved))
    write_down(linked, by=by, at=at)
    return linked


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


def _persons(found: "Found", *, at: datetime) -> dict[str, int]:
    """Make the persons that are new, retire those that were taken in, and give every code's number."""
    held = dict(Person.objects.values_list("code", "pk"))
    fresh = [Person(code=code, since=at) for code in dict.fromkeys(found.person) if code not in held]
    Person.objects.bulk_create(fresh, batch_size=AT_ONCE)
    held |= {person.code: person.pk for person in fresh}
    for code, became in found.became.items():
        Person.objects.filter(pk=held[code]).exclude(became=held[became]).update(became=held[became])
    return held


def _assign(changed: list[tuple[int, int, str]]) -> None:
    """Write many records' persons in one prepared statement."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE identity_record SET person_id = %s, belief = %s WHERE id = %s",
            [(person, belief, record) for record, person, belief in changed],
        )

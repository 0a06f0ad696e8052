"""Rows of agencies' files become records: new ones, changed ones with their past kept, ended ones never erased."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from wraparound.identity.actions.living import note_births_to_come
from wraparound.identity.actions.telling import FEW, keep_told, note_asked
from wraparound.identity.actions.telling_lives import keep_lives
from wraparound.identity.events import NumbersReplaced, RecordsEnded, RecordsFiled
from wraparound.identity.models import Record, RecordPast
from wraparound.identity.queries import AMONG, among, records_keyed, records_of_keys
from wraparound.identity.queries.ending import ended_and_unseen, ended_of_feed
from wraparound.identity.rules import dumped, ready_of
from wraparound.identity.rules.living import tells_a_birth_to_come
from wraparound.identity.rules.numbers import carried_on, tells_former
from wraparound.identity.words import Filed, From, Ready, Row
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.actions.rows import add_numbered, add_rows, put_rows
from wraparound.ledger.queries import Compiled
from wraparound.ledger.queries.compiled import kept_in_words, sent_together

RECORD = ["agency_id", "feed", "key", "said", "digest", "load", "since", "changed_at", "belief", "waits"]
STILL_HELD = {
    vendor: 'UPDATE identity_record SET load = %s, ended_on = (SELECT ending."on" FROM identity_ending ending'  # noqa: S608 – our words
    f" WHERE ending.record_id = identity_record.id AND ending.undone_at IS NULL) WHERE key {some} AND feed = %s"
    for vendor, some in AMONG.items()
}
TOLD = 1_000  # ended records named in one entry of the ledger


class _Held(NamedTuple):
    """What is held of a record until now."""

    number: int
    digest: str
    ended_on: date | None
    waits: bool


@whole
def file_records(rows: Sequence[Row], *, of: From, by: Actor, at: datetime) -> Filed:
    """File rows of a load as they are; see `file_ready`."""
    return file_ready([ready_of(row) for row in rows], of=of, by=by, at=at)


@whole
def file_ready(rows: Sequence[Ready], *, of: From, by: Actor, at: datetime) -> Filed:
    """File one batch of a load. Filing the same rows again changes nothing.

    Cost: two reads and at most five bulk writes a batch of up to some thousands of rows, and what `keep_told` does.
    """
    held = _held([row.key for row in rows], feed=of.feed)
    note_asked(of, at=at)
    added = _add([row for row in rows if row.key not in held], of=of, by=by, at=at)
    renewed = _renew([row for row in rows if row.key in held], held=held, of=of, by=by, at=at)
    filed = Filed(*(one + other for one, other in zip(astuple(added), astuple(renewed), strict=True)))
    write_down(RecordsFiled(of.feed, of.load, filed.new, filed.changed, filed.unchanged, filed.returned), by=by, at=at)
    return filed


@whole
def note_held(keys: Iterable[str], *, of: From, by: Actor, at: datetime) -> None:  # noqa: ARG001 – as every action
    """Note that a load holds records whose rows have to wait: they have not vanished, so that they do not end."""
    records_keyed(of.feed, keys=keys).filter(ended_on__isnull=True).update(load=of.load)


@whole
def end_unseen(of: From, *, by: Actor, at: datetime) -> int:
    """End the records that a whole file no longer holds. They stay, with the day they were last in the feed."""
    gone = list(
        Record.objects.filter(feed=of.feed, ended_on__isnull=True).exclude(load=of.load).values_list("pk", flat=True)
    )
    for begin in range(0, len(gone), TOLD):
        some = gone[begin : begin + TOLD]
        Record.objects.filter(pk__in=some).update(ended_on=at.date())
        write_down(RecordsEnded(of.feed, of.load, tuple(some)), by=by, at=at)
    ended_and_unseen(of.feed, load=of.load).update(gone_on=at.date())
    return len(gone)


def _still_held(known: Sequence[Ready], *, back: Sequence[Ready], of: From) -> int:
    """Note that a load holds records; what has ended by age stays so. Gives how many had ended otherwise."""
    if not known:
        return 0
    with kept_in_words() as cursor:
        cursor.execute(STILL_HELD[connection.vendor], [of.load, among([row.key for row in known]), of.feed])
    if not back:
        return 0
    grown = ended_of_feed(of.feed, keys=[row.key for row in back])
    grown.filter(gone_on__isnull=False).update(gone_on=None)
    return len(back) - grown.count()


def _keep_past(changed: Sequence[Ready], *, of: From, by: Actor, at: datetime) -> tuple[list[Ready], set[str]]:
    """Keep what records said before, and give them with the numbers that were replaced, as former ones.

    Gives too the keys of those that now say something else of who it is.
    """
    said = {row.key: row.said for row in changed}
    before = SAID.rows(feed=of.feed, keys=among(said)) if said else ()
    past, replaced, whose = {}, [], []
    for key, pk, person, since, was in before:
        told = json.loads(said[key])
        now, is_new = carried_on(told, before=was, since=since.date(), on=at.date())
        if now != told:
            said[key] = dumped(now)
        if was != now:
            past[key] = (pk, dumped(was), connection.ops.adapt_datetimefield_value(at))
        if is_new:
            replaced.append(pk)
            whose.append(person or 0)
    add_rows(RecordPast, columns=("record_id", "said", "until"), rows=past.values())
    if replaced:
        write_down(NumbersReplaced(tuple(replaced)), about=set(whose) - {0}, by=by, at=at)
    return [row._replace(said=said[row.key]) for row in changed], set(past)


def _held(keys: Sequence[str], *, feed: str) -> dict[str, _Held]:
    """Read what is held of a feed's records by their keys."""
    return {key: _Held(*rest) for key, *rest in HELD.rows(feed=feed, keys=among(keys))}


def _told(*columns: str, feed: str, keys: Any) -> QuerySet[Record, Any]:
    return records_of_keys(feed=feed, keys=keys).values_list("key", "pk", *columns)


HELD = Compiled(partial(_told, "digest", "ended_on", "waits"))
SAID = Compiled(partial(_told, "person_id", "since", "said"))


def _renew(rows: Sequence[Ready], *, held: Mapping[str, _Held], of: From, by: Actor, at: datetime) -> Filed:
    """Bring records up to date that are there already: those that changed, with their past kept."""
    changed = [row for row in rows if held[row.key].digest != row.digest]
    back = [row for row in rows if held[row.key].ended_on and held[row.key].digest == row.digest]
    with sent_together(when=len(rows) < FEW):
        changed, differ = _keep_past(changed, of=of, by=by, at=at)
        returned = _still_held(rows, back=back, of=of)
        waits = differ | {row.key for row in changed if held[row.key].waits}
        _keep(changed, waits=waits, of=of, at=at)
    if changed:
        ids = {row.key: held[row.key].number for row in changed}
        _tell(changed, ids=ids, before=list(ids), by=by, at=at)
    return Filed(0, len(changed), len(rows) - len(changed) - returned, returned)


def _add(rows: Sequence[Ready], *, of: From, by: Actor, at: datetime) -> Filed:
    """Write records that are new, with all they tell; what another process has written meanwhile is brought up to date.

    Of rows of one reference the last counts.
    """
    told = {row.key: row for row in rows}
    if not told:
        return Filed()
    try:
        with transaction.atomic():
            columns = _columns(told.values(), waits=told, of=of, at=at)
            numbers = add_numbered(Record, columns=RECORD, rows=columns)
    except IntegrityError:
        held = _held(list(told), feed=of.feed)
        if not held:
            raise
        first = _add([row for row in told.values() if row.key not in held], of=of, by=by, at=at)
        renewed = _renew([row for row in told.values() if row.key in held], held=held, of=of, by=by, at=at)
        return replace(renewed, new=first.new, changed=first.changed + renewed.changed)
    _tell(rows, ids=dict(zip(told, numbers, strict=True)), before=(), by=by, at=at)
    return Filed(len(rows))


def _keep(rows: Sequence[Ready], *, waits: Collection[str], of: From, at: datetime) -> None:
    """Write records that changed. One that says of who it is what it said before need not be linked again."""
    if rows:
        columns = _columns(rows, waits=waits, of=of, at=at)
        put_rows(Record, columns=RECORD, rows=columns, once=["feed", "key"], kept=["since", "belief"])


def _columns(rows: Iterable[Ready], *, waits: Collection[str], of: From, at: datetime) -> list[tuple[object, ...]]:
    now = connection.ops.adapt_datetimefield_value(at)
    return [
        (of.agency, of.feed, row.key, row.said, row.digest, of.load, now, now, "", row.key in waits) for row in rows
    ]


def _tell(rows: Sequence[Ready], *, ids: Mapping[str, int], before: Collection[str], by: Actor, at: datetime) -> None:
    keep_told(rows, ids=ids, before=before, at=at)
    if before or any(row.life for row in rows):
        keep_lives(rows, ids=ids, before=before, by=by, at=at)
    replaced = () if before else tuple(ids[row.key] for row in rows if tells_former(row.said))
    if replaced:
        write_down(NumbersReplaced(replaced), by=by, at=at)
    unborn = [ids[row.key] for row in rows if tells_a_birth_to_come(row.said)]
    if unborn:
        note_births_to_come(unborn, by=by, at=at)

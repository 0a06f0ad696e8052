"""Acting as a whole, and writing down what was done and what was seen."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import partial, wraps
from itertools import chain
from typing import Any, ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError, connection, transaction

from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions.keeping import on_the_disk, take_the_chain
from wraparound.ledger.events import LookedAt
from wraparound.ledger.queries.compiled import kept_in_words, sent_together
from wraparound.ledger.queries.turns import is_done_since, newest_entry, was_deadlocked
from wraparound.ledger.rules import BEGINNING, hash_of
from wraparound.ledger.words import Kind

Given = ParamSpec("Given")
Made = TypeVar("Made")
Listener = Callable[..., None]
AT_ONCE = 1_000  # rows in one INSERT
SAID = ("kind", "username", "agency", "purpose", "event", "rules")
ENTRY = f"ledger_entry (day, place, at, {', '.join(SAID)}, facts, previous, hash)"
MENTION = "ledger_mention (entry_id, person)"
AT_A_TIME = (  # one entry with whom it is about, in one statement (PostgreSQL)
    f"WITH written AS (INSERT INTO {ENTRY} VALUES ({', '.join(['%s'] * (6 + len(SAID)))}) RETURNING id)"  # noqa: S608 – our words
    f" INSERT INTO {MENTION} SELECT written.id, unnest(%s::bigint[]) FROM written"
)
_facts = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class _Note:
    """One entry as it will be written when its place in the chain is known: what it says, and about whom."""

    at: datetime
    said: dict[str, Any]
    facts: str  # as JSON
    about: tuple[int, ...]


@dataclass
class _Page:
    """What the action under way has to write down when all of it has happened."""

    entries: list[_Note] = field(default_factory=list)
    only_looks: bool = False
    waits: bool = False  # for the disk: somebody may be told that it was done


_page: ContextVar[_Page | None] = ContextVar("the page of the action under way", default=None)
_listeners: dict[type[Event], list[Listener]] = {}


def whole(action: Callable[Given, Made]) -> Callable[Given, Made]:
    """All of it happens, or none: one transaction for an action and every action it calls.

    What they wrote down is chained at the very end, so that others wait for the chain only while it grows. Whoever is
    told that it was done can rely on it: it is on the disk. Where two waited for one another and the database undid
    one of them, that one is done once more: an action does nothing that a transaction cannot undo.
    """

    @wraps(action)
    def kept_whole(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if _page.get() is not None:
            return action(*args, **kwargs)
        does = partial(action, *args, **kwargs)
        try:
            return _done(does)
        except OperationalError as fault:
            if connection.in_atomic_block or not was_deadlocked(fault):
                raise
        return _done(does)

    return kept_whole


def _done(does: Callable[[], Made]) -> Made:
    with _opened(_Page()) as page:
        with transaction.atomic():
            made = does()
            _chain(page)
        if page.waits:
            on_the_disk()
        return made


def whole_look(action: Callable[Given, Made]) -> Callable[Given, Made]:
    """Make an action that only looks whole, without keeping others from writing while it reads.

    On SQLite one writes at a time, and a transaction that is to write holds that turn from its start. So a look reads
    as of one moment, then takes the turn and is written down if nothing was done since. If something was, what it read
    may hold no more: it is read again in its turn.
    """

    @wraps(action)
    def seen_whole(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if _page.get() is not None:
            return action(*args, **kwargs)
        read = partial(action, *args, **kwargs)
        with _opened(_Page(only_looks=True)) as page:
            if connection.vendor == "sqlite" and not connection.in_atomic_block:
                made, stands = _read_ahead(read, page=page)
                if stands:
                    return made
            with transaction.atomic():
                made = read()
                _chain(page)
                return made

    return seen_whole


@contextmanager
def _opened(page: _Page) -> Iterator[_Page]:
    """Have what is done and seen be noted on a page."""
    opened = _page.set(page)
    try:
        yield page
    finally:
        _page.reset(opened)


def _read_ahead(read: Callable[[], Made], *, page: _Page) -> tuple[Made, bool]:
    """Read, then take the turn to write; say whether nothing was done meanwhile, so that it is written down."""
    with _as_of_one_moment():
        since = newest_entry()
        made = read()
    if not page.entries:
        return made, True
    with transaction.atomic():
        stands = not is_done_since(since)
        if stands:
            _chain(page)
    page.entries.clear()
    return made, stands


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    """Read in a transaction that does not ask for the turn to write (SQLite)."""
    held: Any = connection
    held.ensure_connection()  # which says how transactions begin
    usual, held.transaction_mode = held.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        held.transaction_mode = usual


@whole
def write_down(event: Event, *, about: Iterable[int] = (), rules: str = "", by: Actor, at: datetime) -> None:
    """Write an event in the ledger, then tell those who listen for it. `about` names the persons it concerns."""
    _note(Kind.ACT, event, about=tuple(about), rules=rules, by=by, at=at)
    for listener in _listeners.get(type(event), ()):
        listener(event, by=by, at=at)


@whole
def looked(
    what: str, *, about: Iterable[int] = (), shown: Iterable[str] = (), rules: str = "", by: Actor, at: datetime
) -> None:
    """Write down that someone was shown something about persons."""
    _note(Kind.LOOK, LookedAt(what, tuple(shown)), about=tuple(about), rules=rules, by=by, at=at)


def listen(event: type[Event], *, listener: Listener) -> None:
    """Have a function told of every event of a kind, in the same transaction. Called once, by the wiring."""
    told = _listeners.setdefault(event, [])
    if listener not in told:
        told.append(listener)


def _note(kind: Kind, event: Event, *, about: tuple[int, ...], rules: str, by: Actor, at: datetime) -> None:
    page = _page.get()
    if page is None:
        raise RuntimeError("Only an action writes in the ledger.")
    if page.only_looks and kind is not Kind.LOOK:
        raise RuntimeError("An action that only looks does nothing.")
    about = tuple(dict.fromkeys(about))
    facts = _facts.encode(asdict(event) | ({"about": about} if about else {}))  # type: ignore[call-overload]
    said = {
        "at": at.astimezone(UTC).isoformat(),
        "kind": str(kind),
        "username": by.username,
        "agency": by.agency,
        "purpose": by.purpose,
        "event": event.named(),
        "facts": json.loads(facts),
        "rules": rules,
    }
    page.entries.append(_Note(at.astimezone(UTC), said, facts, about))
    page.waits |= kind is not Kind.LOOK and not event.on_the_way


def _chain(page: _Page) -> None:
    """Hang the page's entries behind the last one. Cost: one look at the end of the chain and two INSERTs, or one."""
    if not page.entries:
        return
    ops = connection.ops
    with sent_together(), kept_in_words() as cursor:
        take_the_chain(waits=page.waits)
        day, place, before = _end(cursor)
        rows = []
        for note in page.entries:
            on = note.at.date() if day is None else max(day, note.at.date())
            place = place + 1 if on == day else 1
            day, previous = on, before
            before = hash_of(note.said | {"day": on.isoformat(), "place": place}, previous=previous)
            plain = [note.said[name] for name in SAID]
            when = (ops.adapt_datefield_value(on), place, ops.adapt_datetimefield_value(note.at))
            rows.append((*when, *plain, note.facts, previous, before))
        if connection.vendor == "postgresql" and len(rows) == 1:
            cursor.execute(AT_A_TIME, [*rows[0], [*page.entries[0].about]])
            return
        ids = [number for (number,) in _inserted(cursor, table=ENTRY, rows=rows, returning="RETURNING id")]
        about = [(number, person) for number, note in zip(ids, page.entries, strict=True) for person in note.about]
        list(_inserted(cursor, table=MENTION, rows=about))


def _inserted(
    cursor: Any, *, table: str, rows: list[tuple[Any, ...]], returning: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Insert rows, many in a statement, and give what the database returns, in the order of its numbers."""
    for begin in range(0, len(rows), AT_ONCE):
        some = rows[begin : begin + AT_ONCE]
        places = ", ".join([f"({', '.join(['%s'] * len(some[0]))})"] * len(some))
        cursor.execute(f"INSERT INTO {table} VALUES {places} {returning}", list(chain.from_iterable(some)))  # noqa: S608
        yield from sorted(cursor.fetchall()) if returning else ()


def _end(cursor: Any) -> tuple[date | None, int, str]:
    """Give the day, place and hash of the last entry; asked in plain SQL, as it is asked before every entry of all."""
    cursor.execute("SELECT CAST(day AS text), place, hash FROM ledger_entry ORDER BY id DESC LIMIT 1")
    last = cursor.fetchone()
    return (date.fromisoformat(last[0]), last[1], last[2]) if last else (None, 0, BEGINNING)

"""Acting as a whole, and writing down what was done and what was seen."""

import json
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.events import LookedAt
from wraparound.ledger.models import Entry, Mention
from wraparound.ledger.rules import BEGINNING, hash_of
from wraparound.ledger.words import Kind

Given = ParamSpec("Given")
Made = TypeVar("Made")
Listener = Callable[..., None]
LOCK = 0x1ED6E8  # the advisory lock that writers of the chain take in turn on PostgreSQL
AT_ONCE = 1_000  # rows in one INSERT


@dataclass
class _Page:
    """What the action under way has to write down when all of it has happened."""

    entries: list[tuple[Entry, tuple[int, ...]]] = field(default_factory=list)


_page: ContextVar[_Page | None] = ContextVar("the page of the action under way", default=None)
_listeners: dict[type[Event], list[Listener]] = {}


def whole(action: Callable[Given, Made]) -> Callable[Given, Made]:
    """All of it happens, or none: one transaction for an action and every action it calls.

    What they wrote down is chained at the very end, so that others wait for the chain only while it grows.
    """

    @wraps(action)
    def kept_whole(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if _page.get() is not None:
            return action(*args, **kwargs)
        page = _Page()
        opened = _page.set(page)
        try:
            with transaction.atomic():
                made = action(*args, **kwargs)
                _chain(page)
                return made
        finally:
            _page.reset(opened)

    return kept_whole


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
    about = tuple(dict.fromkeys(about))
    facts = asdict(event) | ({"about": about} if about else {})  # type: ignore[call-overload]
    entry = Entry(
        at=at.astimezone(UTC),
        kind=kind,
        username=by.username,
        agency=by.agency,
        purpose=by.purpose,
        event=event.named(),
        facts=json.loads(json.dumps(facts, cls=DjangoJSONEncoder)),
        rules=rules,
    )
    page.entries.append((entry, about))


def _chain(page: _Page) -> None:
    """Hang the page's entries behind the last one. Cost: one look at the end of the chain and two INSERTs."""
    if not page.entries:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    day, place, before = _end()
    for entry, _ in page.entries:
        on = entry.at.date() if day is None else max(day, entry.at.date())
        place = place + 1 if on == day else 1
        day, entry.day, entry.place, entry.previous = on, on, place, before
        before = entry.hash = hash_of(entry.said(), previous=before)
    written = Entry.objects.bulk_create([entry for entry, _ in page.entries], batch_size=AT_ONCE)
    mentions = [
        Mention(entry=entry, person=person)
        for entry, (_, about) in zip(written, page.entries, strict=True)
        for person in about
    ]
    if mentions:
        Mention.objects.bulk_create(mentions, batch_size=AT_ONCE)


def _end() -> tuple[date | None, int, str]:
    """Give the day, place and hash of the last entry; asked in plain SQL, as it is asked before every entry of all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(day AS text), place, hash FROM ledger_entry ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone()
    return (date.fromisoformat(last[0]), last[1], last[2]) if last else (None, 0, BEGINNING)

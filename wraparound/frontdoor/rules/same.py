"""Whether two contacts may be about the same thing that happened: said in words, for a person to look at. No score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class ChildHeard:
    """A child as a contact has them: who they are in the index, or only a folded name and a birth date as told."""

    person: int | None = None
    name: str = ""
    born: str = ""


@dataclass(frozen=True)
class Heard:
    """A contact, as far as two are held against one another."""

    received_at: datetime
    children: tuple[ChildHeard, ...]
    happened_on: date | None = None


def why_same(one: Heard, *, other: Heard, within: timedelta) -> str:
    """Say why two contacts may be about the same; "" where nothing says so.

    They are about the same child, and both say one day on which it happened, or came within some days of one another,
    which the area chooses. A day may be mistyped: where they say two, that is told, and somebody looks.
    """
    child = _child_of_both(one.children, others=other.children)
    if not child:
        return ""
    days = {one.happened_on, other.happened_on} - {None}
    if one.happened_on and one.happened_on == other.happened_on:
        return f"{child}, and it happened on the same day"
    apart = abs(one.received_at - other.received_at)
    if apart > within:
        return ""
    when = f"{apart.days} {'day' if apart.days == 1 else 'days'}" if apart.days else "less than a day"
    return f"{child}, told {when} apart{' of two different days' if len(days) > 1 else ''}"


def _child_of_both(children: Iterable[ChildHeard], *, others: Iterable[ChildHeard]) -> str:
    pairs = [(one, other) for one in children for other in others]
    if any(one.person is not None and one.person == other.person for one, other in pairs):
        return "the same child"
    return "a child of the same name" if any(_is_named_alike(one, other=other) for one, other in pairs) else ""


def _is_named_alike(one: ChildHeard, *, other: ChildHeard) -> bool:
    """Say whether two children, of whom it is not known that they are two, are told by one name."""
    are_two = one.person is not None and other.person is not None
    return not are_two and bool(one.name) and one.name == other.name and one.born in {"", other.born or one.born}

"""Births, moves and deaths: what a record tells of them, and what of it can be so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wraparound.identity.rules.filed import day_of
from wraparound.identity.words import LifeKind

MOVES = frozenset({LifeKind.MOVED_IN, LifeKind.MOVED_OUT})


class Told(NamedTuple):
    """One thing that was told of a life, and when it was."""

    kind: LifeKind
    on: date | None


def tells_a_birth_to_come(said: str) -> bool:
    """Say whether a record, given as JSON, tells when a child is expected and of no birth."""
    return '"expected_birth_date":' in said and '"birth_date":' not in said


def day_born(records: Iterable[Mapping[str, list[str]]]) -> date | None:
    """Give the day of birth that records of someone who was expected tell; None while none does, or none is a day."""
    days = (day_of(written) for said in records for written in said.get("birth_date", []))
    return next((day for day in days if day), None)


def day_died(told: Iterable[Told]) -> date | None:
    """Give the day on which someone died, if that was told."""
    return next((one.on for one in told if one.kind == LifeKind.DIED), None)


def why_it_cannot_be(told: Told, *, born: date | None, before: Sequence[Told], today: date) -> str:
    """Say why what somebody tells cannot be so, in a sentence for them; "" where it can."""
    died = day_died(before)
    if told.on is None:
        return "Say on which day it was, or the nearest you know."
    if told.on > today:
        return "That day has not come yet. Tell it when it has happened."
    if born and told.on < born:
        return "That is before the day of birth."
    if told.kind == LifeKind.DIED and died:
        return "That they died was told before. Take that back first if the day is wrong."
    if died and told.on > died:
        return "They died before that day, as was told."
    if told in before:
        return "That was told before."
    return ""


def stands(told: Sequence[Told]) -> Told | None:
    """Give what a reader must see first of all that was told: that someone died, else the latest move.

    Someone who moved out and in again is here; of two moves on one day the one that was told last counts.
    """
    if death := next((one for one in told if one.kind == LifeKind.DIED), None):
        return death
    moves = [(one.on, place, one) for place, one in enumerate(told) if one.kind in MOVES and one.on]
    return max(moves)[2] if moves else None

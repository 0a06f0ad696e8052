"""Births, moves and deaths: what a record tells of them, and what of it can be so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wraparound.identity.rules.filed import day_of
from wraparound.identity.words import LifeKind

MOVES = frozenset({LifeKind.MOVED_IN, LifeKind.MOVED_OUT})
GOES = frozenset({LifeKind.MOVED_OUT, LifeKind.DIED})  # after which nobody is seen here
CHANGED, NO_MORE = "Its record tells something else now", "Its record tells it no more"  # why it was taken back


class Told(NamedTuple):
    """One thing that was told of a life, and when it was; by a record, or by somebody, whose word counts for more.

    `disputed`: a record tells it, another tells that they were seen here after, and nobody has settled which is so.
    """

    kind: LifeKind
    on: date | None
    by_record: bool = False
    disputed: bool = False


def tells_a_birth_to_come(said: str) -> bool:
    """Say whether a record, given as JSON, tells when a child is expected and of no birth."""
    return '"expected_birth_date":' in said and '"birth_date":' not in said


def day_born(records: Iterable[Mapping[str, list[str]]]) -> date | None:
    """Give the day of birth that records of someone who was expected tell; None while none does, or none is a day."""
    days = (day_of(written) for said in records for written in said.get("birth_date", []))
    return next((day for day in days if day), None)


def day_died(told: Iterable[Told]) -> date | None:
    """Give the day on which someone died, if that was told and is not disputed; what somebody told counts first."""
    death = _death(told)
    return death.on if death and not death.disputed else None


def _death(told: Iterable[Told]) -> Told | None:
    """Give the death that counts: the one that somebody told, else one that nobody disputes, else any."""
    deaths = [one for one in told if one.kind == LifeKind.DIED]
    return min(deaths, key=lambda one: (one.by_record, one.disputed), default=None)


def is_disputed(told: Told, *, all_told: Iterable[Told], seen: bool) -> bool:
    """Say whether sources contradict each other about what a record tells; `seen`: another saw them here after it.

    It is settled by what somebody tells: of a death that they died, of a move any move.
    """
    settles = {LifeKind.DIED} if told.kind == LifeKind.DIED else {LifeKind.DIED, *MOVES}
    settled = any(one.kind in settles and not one.by_record for one in all_told)
    return told.by_record and told.kind in GOES and seen and not settled


def why_it_cannot_be(told: Told, *, born: date | None, before: Sequence[Told], today: date) -> str:
    """Say why what somebody tells cannot be so, in a sentence for them; "" where it can."""
    died = day_died(before)
    confirmed = [one for one in before if not one.by_record]
    if told.on is None:
        return "Say on which day it was, or the nearest you know."
    if told.on > today:
        return "That day has not come yet. Tell it when it has happened."
    if born and told.on < born:
        return "That is before the day of birth."
    if told.kind == LifeKind.DIED and day_died(confirmed):
        return "That they died was told before. Take that back first if the day is wrong."
    if died and told.kind != LifeKind.DIED and told.on > died:
        return "They died before that day, as was told."
    if told in confirmed:
        return "That was told before."
    return ""


def stands(told: Sequence[Told]) -> Told | None:
    """Give what a reader must see first of all that was told: that someone died, else the latest move.

    Someone who moved out and in again is here; of two moves on one day the one that was told last counts.
    """
    if death := _death(told):
        return death
    moves = [(one.on, place, one) for place, one in enumerate(told) if one.kind in MOVES and one.on]
    return max(moves)[2] if moves else None

"""Agencies' parts in a child's life, now and before: which service, who, how to reach them, since and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wraparound.identity.queries.held import PartHeld, RecordHeld
from wraparound.identity.queries.told import Source


@dataclass(frozen=True)
class PartShown:
    """One involvement; where an agency tells nothing of its part, that it holds a record."""

    agency: str
    code: str  # the agency's
    phone: str  # the agency's, by which it is reached where no one's own is told
    part: PartHeld | None
    since: date | None
    until: date | None
    why: str = ""  # it ended by age, and then who it was is shown to nobody


def parts_of(sources: Sequence[Source], *, on: date) -> tuple[list[PartShown], list[PartShown]]:
    """Give the involvements of a person's records that go on, and those that have ended, the latest first."""
    now: list[PartShown] = []
    before: list[PartShown] = []
    for source in sources:
        record = source.record
        whose = (record.agency.name, record.agency.code, record.agency.phone)
        ends = [(one, _until(one, record=record, on=on)) for one in source.parts]
        shown = [PartShown(*whose, one, one.begins_on, until) for one, until in ends]
        shown = shown or [PartShown(*whose, None, None, record.ended_on)]
        if source.grown_up:
            since = min((one.begins_on for one in source.parts if one.begins_on), default=None)
            shown = [PartShown(*whose, None, since, record.ended_on, source.grown_up)]
        now += [one for one in shown if one.until is None]
        before += [one for one in shown if one.until is not None]
    now.sort(key=lambda one: one.agency)
    before.sort(key=lambda one: one.until or date.max, reverse=True)
    return now, before


def _until(part: PartHeld, *, record: RecordHeld, on: date) -> date | None:
    """Say when a part ended: as its agency says, else when its file no longer told of it."""
    if part.ends_on and part.ends_on <= on:
        return part.ends_on
    return part.until_on or record.ended_on

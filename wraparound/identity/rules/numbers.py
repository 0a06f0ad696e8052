"""Numbers that others have replaced: which of them are former, and since when and until when a record told them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from wraparound.agencies.words import FormerNumber
from wraparound.identity.rules import day_of, plain_number
from wraparound.identity.words import NumberKind, NumberState
from wraparound.kernel.identifiers import is_temporary_upn, normal_nhs_number, normal_uln, normal_upn

Said = Mapping[str, list[str]]
FORMER = {NumberKind(one.removeprefix("former_")): str(one) for one in FormerNumber}
WHEN = {kind: f"{field}_when" for kind, field in FORMER.items()}  # "number since until", of those a record once told
NORMAL = {NumberKind.NHS_NUMBER: normal_nhs_number, NumberKind.UPN: normal_upn, NumberKind.ULN: normal_uln}
SLIPS = 2  # characters in which a number and its correction differ at most


class Former(NamedTuple):
    """A number that was replaced, as it was written; since and until when its record told it, where it ever did."""

    number: str
    since: date | None = None
    until: date | None = None


def tells_former(said: str) -> bool:
    """Say whether a record, given as JSON, names a number as former."""
    return any(f'"{field}":' in said for field in FORMER.values())


def names_former(said: Said) -> bool:
    """Say whether a record names a number as former."""
    return not said.keys().isdisjoint(FORMER.values())


def with_former(said: dict[str, list[str]]) -> dict[str, list[str]]:
    """Give what a row says with its former numbers after those that stand: linking reads both, pages tell them apart.

    A number that is former and stands, stands. Without one that stands nothing is verified: that was never of the
    former.
    """
    told = dict(said)
    for kind, field in FORMER.items():
        if field not in said:
            continue
        stand = told.get(kind, [])
        known = {plain_number(text) for text in stand}
        former = [text for text in told.pop(field) if plain_number(text) not in known]
        if not stand:
            told.pop(f"{kind}_verified", None)
        if former:
            told[kind], told[field] = [*stand, *former], former
    return told


def standing(said: Said, *, kind: NumberKind) -> list[str]:
    """Give the numbers of a kind that stand as a record says, those it names as former left out."""
    former = {plain_number(text) for text in said.get(FORMER.get(kind, ""), ())}
    return [text for text in said.get(kind, ()) if plain_number(text) not in former]


def former_in(said: Said, *, kind: NumberKind) -> list[Former]:
    """Give the numbers of a kind that were replaced, as a record says."""
    when = {number: days for number, *days in map(str.split, said.get(WHEN.get(kind, ""), ()))}
    return [
        Former(text, *(day_of(day) for day in when.get(plain_number(text), ())))
        for text in said.get(FORMER.get(kind, ""), ())
    ]


def without_former(said: Said, *, numbers: Collection[str]) -> dict[str, list[str]]:
    """Give what a record says without those of some numbers, as letters and digits, that it names as former."""
    told = dict(said)
    for kind, field in FORMER.items():
        gone = {one for one in map(plain_number, said.get(field, ())) if one in numbers}
        told |= {
            name: [text for text in said.get(name, ()) if plain_number(text) not in gone] for name in (kind, field)
        }
        told[WHEN[kind]] = [text for text in said.get(WHEN[kind], ()) if text.split()[0] not in gone]
    return {name: values for name, values in told.items() if values}


def numbers_in(records: Iterable[Said]) -> set[str]:
    """Give every number that some records say or once said, as letters and digits."""
    return {plain_number(text) for said in records for kind in NumberKind for text in every_number(said, kind=kind)}


def every_number(said: Said, *, kind: NumberKind) -> list[str]:
    """Give all numbers of a kind that a record says or once said."""
    return list(dict.fromkeys([*said.get(kind, ()), *said.get(FORMER.get(kind, ""), ())]))


def carried_on(now: Said, *, before: Said, since: date, on: date) -> tuple[dict[str, list[str]], bool]:
    """Give what a record says now with the numbers it told before, as former; and whether one is replaced only now.

    `since` is the day on which the record first came, `on` the one on which it changed. A number whose place another
    took was replaced, unless it is no number, or so like the other that it was put right.
    """
    told, is_new = dict(now), False
    for kind, field in FORMER.items():
        if not (before.get(kind) or before.get(field)):
            continue
        stand = {plain_number(text) for text in standing(now, kind=kind)}
        named = {plain_number(text): text for text in now.get(field, ())}
        kept = {plain_number(one.number): one for one in former_in(before, kind=kind)}
        begun = max((one.until for one in kept.values() if one.until), default=since)
        for text in standing(before, kind=kind):
            plain = plain_number(text)
            if plain not in stand and (plain in named or any(_replaced(text, by=new, kind=kind) for new in stand)):
                kept[plain] = Former(text, begun, on)
                is_new = True
        is_new = is_new or not named.keys() <= kept.keys()
        whole = {plain: Former(text) for plain, text in named.items()} | kept
        _put(told, kind=kind, former=[one for plain, one in whole.items() if plain not in stand])
    return told, is_new


def _put(told: dict[str, list[str]], *, kind: NumberKind, former: list[Former]) -> None:
    for field in (FORMER[kind], WHEN[kind]):
        told.pop(field, None)
    if former:
        told[FORMER[kind]] = [one.number for one in former]
    if days := [f"{plain_number(one.number)} {one.since} {one.until}" for one in former if one.since and one.until]:
        told[WHEN[kind]] = days


def _replaced(was: str, *, by: str, kind: NumberKind) -> bool:
    """Say whether one number took another's place, rather than put it right."""
    old, new = NORMAL[kind](was), NORMAL[kind](by)
    return bool(old and new and sum(a != b for a, b in zip(old, new, strict=True)) > SLIPS)


def states_of(records: Iterable[Said], *, kind: NumberKind) -> dict[str, NumberState]:
    """Say of each number of a kind that records of one person tell, as letters and digits, whether it stands.

    One is former if any record says so. Where that would leave none that stands, sources contradict each other, and
    all that any of them says stands do. A temporary pupil number gives way to one that is permanent.
    """
    held = list(records)
    stand = {plain_number(text) for said in held for text in standing(said, kind=kind)}
    former = {plain_number(one.number) for said in held for one in former_in(said, kind=kind)}
    left = stand - former or stand
    passing = {one for one in left if kind == NumberKind.UPN and normal_upn(one) and is_temporary_upn(one)}
    passing = passing if left - passing else set()
    states = dict.fromkeys(former - left, NumberState.FORMER) | dict.fromkeys(left, NumberState.STANDS)
    return states | dict.fromkeys(passing, NumberState.TEMPORARY)

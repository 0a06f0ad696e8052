"""How each source likes to write: capitals, spaces, dates in seven ways, sex in words, letters or numbers."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from wraparound.sample.chance import Flags, Ints, Texts, either, texts
from wraparound.sample.records.population import Part
from wraparound.sample.slips.days import MISSING, MONTH, WHOLE
from wraparound.sample.words import ADULT, NEVER

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Way = Callable[[str], str]


def _each(way: Way) -> Callable[[Texts], Texts]:
    return lambda values: texts([None if value is None else way(value) for value in values.tolist()])


def _one_of(words: dict[str | None, str | None]) -> Callable[[Texts], Texts]:
    return lambda values: texts([words.get(value) for value in values.tolist()])


HABITS: dict[str, Callable[[Texts], Texts]] = {
    "capitals": _each(str.upper),
    "capitals_comma": _each(lambda name: name.split(",")[0].upper() + name[len(name.split(",")[0]) :]),
    "fifteen": _each(lambda name: name[:15].upper()),
    "twenty": _each(lambda name: name[:20]),
    "small": _each(str.lower),
    "closed": _each(lambda code: code.replace(" ", "")),
    "small_closed": _each(lambda code: code.replace(" ", "").lower()),
    "spaced": _each(lambda number: f"{number[:5]} {number[5:]}"),
    "country": _each(lambda number: f"+44{number[1:]}"),
    "three_three_four": _each(lambda number: f"{number[:3]} {number[3:6]} {number[6:]}"),
    "status": _one_of({"yes": "01", "no": "02", None: "07"}),
    "yes_no": _one_of({"yes": "Y", "no": "N", None: None}),
    "true_false": _one_of({"yes": "true", "no": "false", None: None}),
    "answer": _one_of({"yes": "Yes", "no": "No", "not asked": "Not asked"}),
    "answer_letters": _one_of({"yes": "Y", "no": "N"}),
    "answer_codes": _one_of({"yes": "1", "no": "0", "not asked": "U"}),
    "letters": _one_of({"M": "M", "F": "F", None: None}),
    "letters_u": _one_of({"M": "M", "F": "F", None: "U"}),
    "numbers": _one_of({"M": "1", "F": "2", None: "9"}),
    "words": _one_of({"M": "Male", "F": "Female", None: None}),
    "boy_girl": _one_of({"M": "boy", "F": "girl", None: None}),
}
TRUE_WHEN = {"status": "01", "yes_no": "Y", "true_false": "true"}

# The whole date, month and year, year only.
_DATES: dict[str, tuple[Callable[[str, str, str], str], Callable[[str, str], str]]] = {
    "slashes": (lambda y, m, d: f"{d}/{m}/{y}", lambda y, m: f"{m}/{y}"),
    "slashes_short": (lambda y, m, d: f"{int(d)}/{int(m)}/{y}", lambda y, m: f"{int(m)}/{y}"),
    "digits": (lambda y, m, d: f"{y}{m}{d}", lambda y, m: f"{y}{m}"),
    "iso": (lambda y, m, d: f"{y}-{m}-{d}", lambda y, m: f"{y}-{m}"),
    "dots": (lambda y, m, d: f"{d}.{m}.{y}", lambda y, m: f"{m}.{y}"),
    "named_month": (lambda y, m, d: f"{d}-{_MONTHS[int(m) - 1]}-{y}", lambda y, m: f"{_MONTHS[int(m) - 1]}-{y}"),
}


def dates(day: Ints, *, precision: Ints, unborn: Flags, habit: str) -> Texts | pa.Array:
    """Give birth dates in a source's habit; a column of real dates turns what is half known into a first of January."""
    if habit == "calendar":
        return _calendar(day, precision=precision)
    precision = np.where(unborn if habit == "iso_born" else ~unborn & (habit == "iso_expected"), MISSING, precision)
    whole, half = _DATES["iso" if habit.startswith("iso") else habit]
    read: dict[tuple[int, int], str | None] = {}
    made = []
    for number, kind in zip(day.tolist(), precision.tolist(), strict=True):
        key = (number, kind)
        if key not in read:
            read[key] = _said(str(np.datetime64(number, "D")), kind=kind, whole=whole, half=half)
        made.append(read[key])
    return texts(made)


def whole_days(day: Ints, *, habit: str) -> Texts | pa.Array:
    """Give days that are wholly known or not at all in a source's habit."""
    precision = np.where(day <= NEVER, MISSING, WHOLE)
    return dates(np.maximum(day, 0), precision=precision, unborn=np.zeros(len(day), dtype=bool), habit=habit)


def _said(iso: str, *, kind: int, whole: Callable[[str, str, str], str], half: Callable[[str, str], str]) -> str | None:
    year, month, day = iso.split("-")
    if kind == MISSING:
        return None
    if kind == WHOLE:
        return whole(year, month, day)
    return half(year, month) if kind == MONTH else year


def _calendar(day: Ints, *, precision: Ints) -> pa.Array:
    dated = day.astype("datetime64[D]")
    dated = np.where(precision == MONTH, dated.astype("datetime64[M]").astype("datetime64[D]"), dated)
    year_only = (precision != MONTH) & (precision != WHOLE)
    dated = np.where(year_only, dated.astype("datetime64[Y]").astype("datetime64[D]"), dated)
    return pa.array(dated.astype("datetime64[D]"), mask=precision == MISSING, type=pa.date32())


def category(part: Part, *, order: Ints, habit: str) -> Texts:
    """Give the part a person plays in a source's record: in the police's event, in the tenant's household."""
    people, person = part.area.people, part.records.held.person[order]
    grown, sex = people.role[person] == ADULT, people.sex[person]
    if habit == "relationship":
        return either(
            grown, yes=either(sex == 1, yes="Tenant", no="Joint tenant"), no=either(sex == 1, yes="Daughter", no="Son")
        )
    words = texts(["Present at address", "Victim", "Witness", "Missing person", "Suspect"])
    # Under ten, the age of criminal responsibility, nobody is a suspect.
    updated = part.records.held.updated[order]
    place = (person * 7 + updated) % np.where(updated - people.birth[person] > 3_653, 5, 3)
    return either(grown, yes="Parent or carer", no=words[place])

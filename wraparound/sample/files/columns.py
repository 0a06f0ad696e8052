"""Each source's own columns: which field stands in which, and in what habit it is written there."""

from functools import partial
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from wraparound.sample.chance import Ints, Texts, either, present, texts
from wraparound.sample.files import habits, practice, relatives
from wraparound.sample.files.identities import record_ids
from wraparound.sample.records.population import Part
from wraparound.sample.tables import SOURCES, rows


class Reader(Protocol):
    """Gives the values of one field for some of an area's records."""

    def __call__(self, part: Part, *, order: Ints) -> Texts:
        """Give the values at these positions."""


def columns_of(source: str) -> list[dict[str, str]]:
    """Give the rows of the table of columns that belong to one source, in its file's order."""
    return [row for row in rows("columns") if row["source"] == source]


def source_table(part: Part, *, source: str, order: Ints) -> pa.Table:
    """Give one source's records of one area, in this order, as its own file holds them."""
    made = {
        row["column"]: _column(part, field=row["field"], habit=row["habit"], order=order, source=source)
        for row in columns_of(source)
    }
    return pa.table(
        {
            name: column if isinstance(column, pa.Array) else pa.array(column, pa.string())
            for name, column in made.items()
        }
    )


def rows_of(part: Part, *, source: str) -> Ints:
    """Give the positions of one source's records in an area."""
    return np.flatnonzero(part.records.held.source == SOURCES.index(source))


def _column(part: Part, *, field: str, habit: str, order: Ints, source: str) -> Any:
    if field in DAYS:
        return habits.whole_days(DAYS[field](part, order=order), habit=habit)
    if field in PRACTICE:
        return PRACTICE[field](part, order=order, source=source)
    if field in {"birth_date", "expected_birth_date"}:
        written = part.records
        return habits.dates(
            written.day[order], precision=written.precision[order], unborn=written.unborn[order], habit=habit
        )
    if field == "category":
        return habits.category(part, order=order, habit=habit)
    values = _VALUES[field](part, order=order)
    return _HABITS[habit](values) if habit else values


def given_names(part: Part, *, order: Ints) -> Texts:
    """Give the given names as one text: the first and, where written, the second."""
    joined, middle = part.records.given[order], part.records.middle[order]
    both = np.flatnonzero(present(joined) & present(middle))
    joined[both] = joined[both] + " " + middle[both]
    return joined


def _full_name(part: Part, *, order: Ints) -> Texts:
    given, surname = given_names(part, order=order), part.records.surname[order]
    return texts(
        [f"{last or ''}, {first or ''}".strip(" ,") or None for first, last in zip(given, surname, strict=True)]
    )


def surgeries(part: Part, *, order: Ints) -> Texts:
    """Give the code of the surgery that each record names."""
    home = part.area.people.homes[part.records.held.person[order], 0]
    count = max(2, len(part.area.homes.number) // 5_000)
    return texts(
        [
            f"QX{part.area.number % 100:02d}{number:03d}"
            for number in (home * count // len(part.area.homes.number)).tolist()
        ]
    )


def _sex(part: Part, *, order: Ints) -> Texts:
    return texts(["M", "F", None])[part.records.sex[order]]


def _sure(name: str) -> Reader:
    def read(part: Part, *, order: Ints) -> Texts:
        number = getattr(part.records, name)[order]
        sure = getattr(part.records, f"{name}_verified")[order]
        return either(present(number), yes=either(sure, yes="yes", no="no"), no=None)

    return read


def _plain(name: str) -> Reader:
    return lambda part, *, order: getattr(part.records, name)[order]


_VALUES: dict[str, Reader] = {
    "id": lambda part, *, order: record_ids(part)[order],
    "given_names": given_names,
    "full_name": _full_name,
    "first_name": _plain("given"),
    "middle_names": _plain("middle"),
    "surname": _plain("surname"),
    "known_as": _plain("known_as"),
    "previous_surname": _plain("previous_surname"),
    "sex": _sex,
    "address": _plain("address"),
    "house_number": _plain("number"),
    "street": _plain("street"),
    "town": _plain("town"),
    "postcode": _plain("postcode"),
    "previous_postcode": _plain("previous_postcode"),
    "phone": _plain("phone"),
    "phone_2": _plain("phone_2"),
    "carer_name": _plain("carer"),
    "school": _plain("school"),
    "surgery": surgeries,
    "nhs_number": _plain("nhs"),
    "nhs_number_verified": _sure("nhs"),
    "upn": _plain("upn"),
    "upn_verified": _sure("upn"),
    "mother": partial(relatives.parent, which="mother", salt=30),
    "father": relatives.father,
    "second_parent": partial(relatives.parent, which="other", salt=34),
    "sibling_1": partial(relatives.sibling, step=1),
    "sibling_2": partial(relatives.sibling, step=2),
    "household": relatives.household,
}
_VALUES |= {
    f"{who}_{what}": partial(tell, which=which)
    for who, which in (("carer", "carer"), ("second", "other"), ("mother", "mother"), ("father", "father"))
    for what, tell in (
        ("relation", partial(relatives.relation, mother="Mother", father="Father")),
        ("relation_plain", partial(relatives.relation, mother="mum", father="dad")),
        ("responsibility", relatives.responsibility),
        ("lives_with", relatives.lives_with),
    )
}
PRACTICE: dict[str, Any] = {
    "professional": practice.worker,
    "former_professional": partial(practice.worker, before=True),
    "professional_phone": practice.phone,
    "professional_email": practice.email,
    "professional_role": practice.role,
    "service": practice.service,
}
DAYS: dict[str, Any] = {
    "home_since": relatives.home_since,
    "begins_on": practice.begins,
    "former_ends_on": practice.former_ends,
    "last_contact_on": practice.last_contact,
    "ends_on": practice.ends,
}
# What the engine does not read: families, homes and agencies' parts.
NOT_LINKED = frozenset(
    {*PRACTICE, *DAYS, "mother", "father", "second_parent", "sibling_1", "sibling_2", "household"}
    | {name for name in _VALUES if name.endswith(("_relation", "_relation_plain", "_responsibility", "_lives_with"))}
)
_HABITS = habits.HABITS

"""The plain values that FHIR resources are made of."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

Resource = dict[str, Any]


class Place(NamedTuple):
    """Where resources are read (`base`), and the address under which this area names what nobody else has named."""

    base: str  # https://HOST/fhir/R4
    own: str  # https://HOST/fhir


class Number(NamedTuple):
    """A number of a child; none where it is withheld. `use` is old or temp of one that does not stand, else ""."""

    kind: str
    value: str | None
    verified: bool
    use: str = ""
    since: date | None = None
    until: date | None = None


class Stay(NamedTuple):
    """A home a child has or had."""

    line: str
    postcode: str
    since: date | None
    until: date | None


class Child(NamedTuple):
    """A child or an adult, as most of their sources tell."""

    code: str
    name: str
    family: str
    given: Sequence[str]
    former: Sequence[str]  # surnames
    sex: str  # Male, Female or ""
    born: str  # as much of the day as is known
    expected: bool
    numbers: Sequence[Number]
    phones: Sequence[str]
    stays: Sequence[Stay]
    surgery: tuple[str, str]  # code and name
    active: bool
    changed_at: datetime | None
    died: date | None = None


class Relative(NamedTuple):
    """Someone of a child's family; the answers are as sources give them, in words with who says so."""

    name: str
    relation: str
    relation_words: str
    responsibility: str  # has, has_not, not_asked or differs
    responsibility_words: str
    lives_with: str
    lives_with_words: str
    since: date | None
    until: date | None


class Helper(NamedTuple):
    """An agency's part in a child's life."""

    agency: str
    agency_code: str
    agency_phone: str
    service: str
    team: str
    professional: str
    role: str
    phone: str
    email: str
    since: date | None
    until: date | None


class Body(NamedTuple):
    """An agency."""

    code: str
    name: str
    type: str
    type_words: str
    phone: str
    email: str
    active: bool
    changed_at: datetime | None

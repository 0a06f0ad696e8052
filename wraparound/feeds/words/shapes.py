"""What a shape of file is: how it is recognised, where each value stands, and when an involvement begins and ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ShapeColumn:
    """One column of the rows that a shape yields: where its value stands, and what it is.

    `at` lists places, and the first that holds something counts: paths of elements inside the record (a path after
    `**/` at any depth), or headings. `says` is a value that every row has instead. `silent` values say nothing.
    """

    name: str
    field: str
    at: tuple[str, ...] = ()
    says: str = ""
    silent: tuple[str, ...] = ()
    true_when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period:
    """Where an involvement's days stand: in each of some elements or rows, or in the record itself where `each` is "".

    One that has any of the values of `over_at_once` ended on the day it began; one with those of `goes_on` is
    continued by the next. `service` names the service where it is another than the shape's own.
    """

    begins: str
    ends: str
    each: str = ""
    service: str = ""
    over_at_once: Values = field(default_factory=dict)
    goes_on: Values = field(default_factory=dict)


@dataclass(frozen=True)
class ShapeFile:
    """One file of a set: the headings it is known by, each with the other ways it is written."""

    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """A kind of file that the field sends and this service understands without being told what its columns are."""

    code: str
    name: str
    people: tuple[str, str]
    written: str  # xml or table
    source: str
    holds_from: date
    columns: tuple[ShapeColumn, ...]
    reference: tuple[tuple[str, ...], ...]  # of columns: the first of these that are all there is a row's reference
    date_order: str = "dmy"
    duplicates: str = "allowed"
    root: tuple[str, ...] = ()
    record: tuple[str, ...] = ()  # path of the element that becomes a row, from its end
    header: Values = field(default_factory=dict)
    year: str = ""  # where the header says which year it is of
    year_ends: bool = False  # whether that is the year in which it ends
    files: tuple[ShapeFile, ...] = ()  # of a table: the first holds people, the second their periods
    passed_over: tuple[ShapeFile, ...] = ()  # files of the set that are not read
    joined_by: str = ""
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """A file whose shape is known: which file of a set it is, and which year it says it is of."""

    shape: Shape
    part: str = ""
    year: str = ""

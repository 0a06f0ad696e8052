"""What each column of one file is, and for a folder of files which map is whose."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType
from typing import Literal

from wraparound.matching.words import Field

DateOrder = Literal["dmy", "mdy", "ymd"]
Duplicates = Literal["allowed", "forbidden"]

DATE_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")
DUPLICATES: tuple[Duplicates, ...] = ("allowed", "forbidden")
VERIFIED = frozenset({Field.NHS_NUMBER_VERIFIED, Field.UPN_VERIFIED})
TRUE_WORDS = ("true", "yes", "y", "t", "1")


@dataclass(frozen=True)
class ColumnUse:
    """What one column is; for a `_verified` field also the values that mean true; and why it was taken so."""

    field: Field
    true_when: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Mapping:
    """What each column of one file is.

    `source` names the agency or system when no column does; `id` is the id column, or None when row numbers serve;
    `duplicates` says whether one person may have two records in this source; `date_order` settles ambiguous dates.
    """

    source: str
    id: str | None = None
    duplicates: Duplicates = "allowed"
    date_order: DateOrder = "dmy"
    columns: MappingProxyType[str, ColumnUse] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()

    def columns_of(self, wanted: Field) -> tuple[str, ...]:
        """Give the columns that hold a field, in the order of the map."""
        return tuple(name for name, use in self.columns.items() if use.field is wanted)

    @property
    def source_column(self) -> str | None:
        """Give the column that says each record's source, if there is one."""
        return next(iter(self.columns_of(Field.SOURCE)), None)

    @property
    def used(self) -> tuple[str, ...]:
        """Give the columns that need be read: the id and every one that is not ignored."""
        ignored = {Field.IGNORE, Field.ID}
        fields = tuple(name for name, use in self.columns.items() if use.field not in ignored and name != self.id)
        return (self.id, *fields) if self.id else fields


@dataclass(frozen=True)
class Maps:
    """Maps by file name, and what holds for files without one."""

    files: MappingProxyType[str, Mapping] = field(default_factory=lambda: MappingProxyType({}))
    date_order: DateOrder | None = None
    duplicates: Duplicates | None = None

    def for_file(self, name: str) -> Mapping | None:
        """Give the map of a file by its name, or None when its columns are to be guessed."""
        return self.files.get(PurePath(name).name)


def uses(columns: Iterable[tuple[str, ColumnUse]]) -> MappingProxyType[str, ColumnUse]:
    """Make the columns of a Mapping, which nobody can change."""
    return MappingProxyType(dict(columns))

"""How rows of a file become what an agency says of people: cells are made plain a column at a time, then row by row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from wraparound.agencies.words import FamilyField, FormerNumber, InvolvementField, LifeField
from wraparound.feeds.rules.family import FAMILY, HOME, family_of
from wraparound.feeds.rules.life import LIFE, lived
from wraparound.feeds.words import ColumnMap, Fault, Use
from wraparound.identity.rules import DAYS
from wraparound.identity.rules.numbers import with_former
from wraparound.identity.words import Row
from wraparound.kernel.dates import date_fault, is_excel_serial, read_date
from wraparound.matching.words import Field

DATES = DAYS | {str(FamilyField.HOME_SINCE), Field.BIRTH_DATE, Field.EXPECTED_BIRTH_DATE, Field.DATE}
DATES |= {str(LifeField.DIED_ON), str(LifeField.MOVED_IN_ON), str(LifeField.MOVED_OUT_ON)}
SILENT = frozenset({Field.IGNORE, Field.ID})
SPECIAL = DATES | {Field.NHS_NUMBER_VERIFIED, Field.UPN_VERIFIED}
YES = ("true", "yes", "y", "t", "1")
TELLING = (
    Field.GIVEN_NAMES, Field.SURNAME, Field.FULL_NAME, Field.KNOWN_AS, Field.NHS_NUMBER, Field.UPN, Field.IDENTIFIER,
)  # fmt: skip
TELLS = frozenset(map(str, TELLING))
NAMING = FAMILY | {str(Field.CARER_NAME)}
PARTS = frozenset(str(word) for word in InvolvementField)
FORMER = frozenset(map(str, FormerNumber))
APART = PARTS | HOME | FAMILY | LIFE  # what is told beside who it is
LIKE = {"dmy": "31/12/2015", "mdy": "12/31/2015", "ymd": "2015-12-31"}
LONGEST_KEY = 200  # characters
Values = Mapping[str, str | None]  # of a row, by column
Cells = Sequence[str | None]  # of a column, row by row
Columns = Mapping[str, Cells]
Told = tuple[str | None, ...]  # of one row, what some columns say
NOBODY = Fault("", "", "it has no name and no number", "a row needs a name, an NHS number or a UPN")


def row_of(values: Values, *, by_map: ColumnMap, as_of: date) -> Row | Fault:
    """Read one row by its map; a Fault where it has to wait, naming the column, the value and what would be right."""
    columns = {name: [values.get(name)] for name in (by_map.id, *by_map.columns)}
    return reader_of(by_map, as_of=as_of)(columns)[0]


def reader_of(by_map: ColumnMap, *, as_of: date) -> Callable[[Columns], list[Row | Fault]]:
    """Give what reads rows, told column by column, by a map (`row_of`); what can be known of it is looked up once."""
    return _Reader(by_map, as_of=as_of).rows


class _Cell(NamedTuple):
    """One column of a map: what it is, and how a text in it is read where it is a day or a yes-or-no."""

    column: str
    use: Use
    reads: Callable[[str], str | Fault] | None

    def told(self, cells: Cells, *, faults: dict[int, Fault]) -> list[str | None]:
        """Give the column's texts as they are told; the first fault of a row is kept."""
        plain = [text.strip() if text else None for text in cells]
        if self.reads is None:
            return plain
        for place, text in enumerate(plain):
            if text:
                found = self.reads(text)
                if isinstance(found, Fault):
                    faults.setdefault(place, found)
                else:
                    plain[place] = found
        return plain


class _Reader:
    """Reads rows by a map, some at a time, each told by what its columns tell of."""

    def __init__(self, by_map: ColumnMap, *, as_of: date) -> None:
        self._id = by_map.id
        self._cells = [
            _Cell(column, use, _reading(column, use=use, by_map=by_map, as_of=as_of))
            for column, use in by_map.columns.items()
            if use.field not in SILENT
        ]
        self._places = [
            [place for place, cell in enumerate(self._cells) if tells(cell.use.field)]
            for tells in (_tells_who, *(some.__contains__ for some in (PARTS, HOME, LIFE, NAMING)))
        ]
        says, parts, lives, happens, names = ([self._cells[place] for place in some] for some in self._places)
        self._says, self._lives, self._happens = ([cell.use.field for cell in some] for some in (says, lives, happens))
        self._parts = [(cell.use.of, cell.use.field) for cell in parts]
        self._names = [(cell.column, cell.use) for cell in names]

    def rows(self, columns: Columns) -> list[Row | Fault]:
        """Read rows that are told column by column."""
        keys = [(key or "").strip() for key in columns[self._id]]
        faults: dict[int, Fault] = {}
        texts = [cell.told(columns[cell.column], faults=faults) for cell in self._cells]
        told = [_beside([texts[place] for place in some], rows=len(keys)) for some in self._places]
        found: list[Row | Fault] = []
        for place, (key, *row) in enumerate(zip(keys, *told, strict=True)):
            if not key or len(key) > LONGEST_KEY:
                found.append(_no_reference(key, column=self._id))
            else:
                found.append(faults[place] if place in faults else self._row(key, *row))
        return found

    def _row(self, key: str, says: Told, parts: Told, lives: Told, happens: Told, names: Told) -> Row | Fault:
        """Give a row, if it says who it is about."""
        said: dict[str, list[str]] = {}
        for field, text in zip(self._says, says, strict=True):
            if text:
                if field not in said:
                    said[field] = [text]
                elif text not in said[field]:
                    said[field].append(text)
        if not FORMER.isdisjoint(said):
            said = with_former(said)
        if TELLS.isdisjoint(said):
            return NOBODY
        told: dict[str, dict[str, str]] = {"": {}}
        for (of, field), text in zip(self._parts, parts, strict=True):
            if text:
                told.setdefault(of, {}).setdefault(field, text)
        home = {field: text for field, text in zip(self._lives, lives, strict=True) if text}
        family = [(column, use, text) for (column, use), text in zip(self._names, names, strict=True) if text]
        part, *more = told.values()
        life = lived({field: text for field, text in zip(self._happens, happens, strict=True) if text})
        return Row(key, said, part, tuple(more), family_of(family) if family else (), home, life=life)


def _tells_who(field: str) -> bool:
    return field not in APART


def _beside(columns: Sequence[Cells], *, rows: int) -> Sequence[Told]:
    """Give, of some columns, what each row says."""
    return list(zip(*columns, strict=True)) if columns else [()] * rows


def _no_reference(key: str, *, column: str) -> Fault:
    reason = f"is longer than {LONGEST_KEY} characters" if key else "is empty"
    return Fault(column, key[:80], f"the agency's own reference {reason}", "each row needs its own reference")


def _reading(column: str, *, use: Use, by_map: ColumnMap, as_of: date) -> Callable[[str], str | Fault] | None:
    """Give what reads a column's texts: days in ISO form, yes-or-no as true or false; None where they stay."""
    if use.field not in SPECIAL:
        return None
    read = partial(_read, column=column, use=use, order=by_map.date_order, as_of=as_of)
    return lru_cache(1 << 15)(read)


def _read(text: str, *, column: str, use: Use, order: str, as_of: date) -> str | Fault:
    """Read a date in ISO form, or yes-or-no as true or false."""
    if use.field not in DATES:
        return "true" if text.lower() in ([word.lower() for word in use.true_when] or YES) else "false"
    when = read_date(text, order=order, excel_serial=is_excel_serial(text))  # type: ignore[arg-type]
    if when is None:
        fault = date_fault(text, order=order)  # type: ignore[arg-type]
        reason = "no calendar has this day" if fault == "impossible" else "it cannot be read as a date"
        return Fault(column, text[:80], reason, f"a date such as {LIKE[order]}")
    if use.field == Field.BIRTH_DATE and when.earliest > as_of:
        return Fault(
            column,
            text[:80],
            "the birth date is after the day of the file",
            "an earlier day, or nothing where the child is not born yet",
        )
    if use.field == LifeField.DIED_ON and when.earliest > as_of:
        return Fault(column, text[:80], "the death is after the day of the file", "the day of death, or nothing")
    return when.text

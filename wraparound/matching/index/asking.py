"""What a record or a query says, as the bytes that kernels read; each value's are made once and remembered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.matching.index.prepared_values import Prepare, preparers
from wraparound.matching.index.refusals import CannotFind, CannotPut
from wraparound.matching.mapping import DateOrder

Said = Mapping[str, str | Sequence[str] | None]
"""What is said of a person: fields with one value or several."""

REMEMBERED = 1 << 16  # values of each field
LONGEST = (1 << 16) - 1  # bytes of one value, and of one record
NOT_COMPARED = frozenset({"id", "source", "ignore", "nhs_number_verified", "upn_verified", "date"})
ONLY_ASKED = frozenset({"name", "birth_year"})
NUMBERS = {"nhs_number": normal_nhs_number, "upn": normal_upn, "uln": normal_uln}


class Record(NamedTuple):
    """A record to be put: its key (source and id), what is said, and whose it is believed to be."""

    key: str
    said: Said
    person: str = ""


class Asking:
    """Makes bytes of what is said: for each value its column, the length of its text and the text."""

    def __init__(self, columns: Sequence[str], *, date_order: DateOrder) -> None:
        self.place = {name: place for place, name in enumerate(columns)}
        self.prepare: dict[str, Prepare] = preparers(frozenset(columns), date_order=date_order)
        self.known: dict[str, dict[str, tuple[bytes, int]]] = {name: {} for name in self.prepare}

    def of_query(self, query: Said) -> tuple[bytes, int]:
        """Give a query's bytes and the set of its columns; raises CannotFind where it says nothing."""
        parts, present = [], 0
        for field, value in query.items():
            if value:
                known = self.known.get(field)
                if known is None:
                    self._check(field, query)
                    continue
                for text in (value,) if isinstance(value, str) else value:
                    made = known.get(text) or self._made(field, text)
                    parts.append(made[0])
                    present |= made[1]
        found = b"".join(parts)
        if not found or len(found) > LONGEST:
            raise CannotFind(self._why_not(query, found))
        return found, present

    def of_record(self, record: Said) -> bytes:
        """Give a record's bytes; a field that the index does not compare is left out."""
        parts = []
        for field, value in record.items():
            known = self.known.get(field)
            if value and known is not None and field not in ONLY_ASKED:
                for text in (value,) if isinstance(value, str) else value:
                    parts.append((known.get(text) or self._made(field, text))[0])
        found = b"".join(parts)
        if len(found) > LONGEST:
            raise CannotPut(f"The record holds {len(found):,} bytes; at most {LONGEST:,} can be kept.")
        return found

    def columns_of(self, present: int) -> frozenset[str]:
        """Name the columns of a set."""
        return frozenset(name for name, place in self.place.items() if present >> place & 1)

    def _made(self, field: str, text: str) -> tuple[bytes, int]:
        """Make one value ready and remember it."""
        whole, present = b"", 0
        for column, made in self.prepare[field](text):
            place = self.place.get(column)
            if place is not None and made:
                raw = made.encode("utf-8", "surrogatepass")[:LONGEST]
                whole += place.to_bytes(1, "little") + len(raw).to_bytes(2, "little") + raw
                present |= 1 << place
        known = self.known[field]
        if len(known) >= REMEMBERED:
            known.clear()
        known[text] = whole, present
        return whole, present

    def _check(self, field: str, query: Said) -> None:
        """Refuse a field that nobody knows; one that is known but not compared here says nothing."""
        if field not in NOT_COMPARED:
            names = ", ".join(sorted(self.prepare))
            raise CannotFind(f'"{field}" is no field of this index; it can be asked for {names}.')

    def _why_not(self, query: Said, found: bytes) -> str:
        if found:
            return f"The query holds {len(found):,} bytes; at most {LONGEST:,} can be looked up."
        if not any(query.values()):
            return "The query is empty: give at least a name, a birth date, a postcode, a number or a telephone."
        said = ", ".join(f"{field} “{value}”" for field, value in query.items() if value)
        return f"Nothing of the query can be looked up ({said}): give a name, a date, a postcode or a number in full."


def years_of(age: str, *, on: date) -> list[str]:
    """Give the years in which someone of an age on a day was born; "about 7" allows a year either side."""
    about, digits = "about" in age.lower(), "".join(filter(str.isdigit, age))
    if not digits or len(digits) > 3:
        raise CannotFind(f"“{age}” is no age; write 7 or about 7.")
    years = int(digits)
    return [str(year) for year in range(on.year - years - 1 - about, on.year - years + 1 + about)]

"""What a record or a query says, as the bytes that kernels read; each value's are made once and remembered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.kernel.names import read_name
from wraparound.matching.index.prepared_values import Made, Prepare, folded_fields, name_pairs, preparers
from wraparound.matching.index.reading.reader import LONGEST as USUAL
from wraparound.matching.index.reading.reader import PAIR, Reader
from wraparound.matching.index.reading.values import PAIRS
from wraparound.matching.index.refusals import CannotFind, CannotPut
from wraparound.matching.mapping import DateOrder

Said = Mapping[str, str | Sequence[str] | None]
"""What is said of a person: fields with one value or several."""
Fronts = dict[str, list[str]]
"""For each field what stands before its values, by their lengths; nothing where they are prepared one by one."""

LONGEST = (1 << 16) - 1  # bytes of one record
LONGEST_VALUE = 4095  # bytes of one value, beyond which nobody has one
NAMES = frozenset({"given_names", "surname"})  # read together
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
        self.reader = Reader(columns, texts=folded_fields(frozenset(columns)), fields=sorted(self.prepare))
        self.pairs = PAIR in self.place
        self.asked: Fronts = {name: self.reader.fronts.get(name, []) for name in self.prepare}
        self.kept: Fronts = {name: fronts for name, fronts in self.asked.items() if name not in ONLY_ASKED}

    def of_query(self, query: Said) -> tuple[bytes, int]:
        """Give a query's bytes and the set of its columns; raises CannotFind where it says nothing."""
        found, present = self._bytes_of(query, fields=self.asked)
        if not found or len(found) > LONGEST:
            raise CannotFind(self._why_not(query, found=found))
        return found, present

    def of_record(self, record: Said) -> bytes:
        """Give a record's bytes; a field that the index does not compare is left out."""
        found, _ = self._bytes_of(record, fields=self.kept)
        if len(found) > LONGEST:
            raise CannotPut(f"The record holds {len(found):,} bytes; at most {LONGEST:,} can be kept.")
        return found

    def _bytes_of(self, said: Said, *, fields: Fronts) -> tuple[bytes, int]:
        """Give the bytes of every value and the set of their columns; a whole name gives the parts not said besides."""
        if said.get("full_name"):
            said = _with_parts(said)
        parts: list[str] = []
        others: list[tuple[str, str]] = []
        for field, value in said.items():
            if not value or field in NOT_COMPARED:
                continue
            fronts = fields.get(field)
            if fronts is None:
                if fields is self.asked:
                    raise self._no_such(field)
                continue
            for text in (value,) if isinstance(value, str) else value:
                if fronts and text and len(text) < USUAL:
                    parts += fronts[len(text)], text
                elif text:
                    others.append((field, text))
        if any(field in NAMES for field, _ in others):
            return self._by_hand([*self._told(parts), *others], said=said)
        read = self.reader.read(parts)
        if read is None:
            return self._by_hand([*self._told(parts), *others], said=said)
        if not (read.left or others):
            return read.made, read.present
        left = [one for k, one in enumerate(self._told(parts)) if read.left >> k & 1]
        made, present = self._by_hand(left + others, said=said if read.left >> PAIRS & 1 else {})
        return read.made + made, read.present | present

    def _told(self, parts: Sequence[str]) -> list[tuple[str, str]]:
        """Give each value that is to be read with its field."""
        return [(self.reader.fields[ord(front[0])], text) for front, text in zip(parts[::2], parts[1::2], strict=True)]

    def _by_hand(self, values: Sequence[tuple[str, str]], *, said: Said) -> tuple[bytes, int]:
        """Prepare values one by one, and what given names and surname say together."""
        whole, present = b"", 0
        for field, text in values:
            made, columns = self._written(field, values=self.prepare[field](text))
            whole, present = whole + made, present | columns
        if self.pairs and said.get("given_names") and said.get("surname"):
            pairs = name_pairs(_only(said["given_names"]), last=_only(said["surname"]))
            made, columns = self._written(PAIR, values=[(PAIR, pair) for pair in pairs])
            whole, present = whole + made, present | columns
        return whole, present

    def set_of(self, columns: Iterable[str]) -> int:
        """Give the set of columns as bits."""
        return sum(1 << self.place[name] for name in columns if name in self.place)

    def columns_of(self, present: int) -> frozenset[str]:
        """Name the columns of a set."""
        return frozenset(name for name, place in self.place.items() if present >> place & 1)

    def _written(self, field: str, *, values: Made) -> tuple[bytes, int]:
        """Write what a value is made into."""
        whole, present = b"", 0
        for column, text in values:
            if text and column in self.place:
                raw, place = text.encode("utf-8", "surrogatepass"), self.place[column]
                if len(raw) > LONGEST_VALUE:
                    raise CannotFind(
                        f"{field} holds {len(raw):,} bytes; at most {LONGEST_VALUE:,} can be looked up or kept."
                    )
                whole += bytes((place, len(raw) & 255, len(raw) >> 8)) + raw
                present |= 1 << place
        return whole, present

    def _no_such(self, field: str) -> CannotFind:
        """Make the refusal of a field that nobody knows."""
        names = ", ".join(sorted(self.prepare))
        return CannotFind(f'"{field}" is no field of this index; it can be asked for {names}.')

    def _why_not(self, query: Said, *, found: bytes) -> str:
        if found:
            return f"The query holds {len(found):,} bytes; at most {LONGEST:,} can be looked up."
        if not any(query.values()):
            return "The query is empty: give at least a name, a birth date, a postcode, a number or a telephone."
        said = ", ".join(f"{field} “{value}”" for field, value in query.items() if value)
        return f"Nothing of the query can be looked up ({said}): give a name, a date, a postcode or a number in full."


def _only(value: str | Sequence[str] | None) -> str:
    """Give the first of several values that says anything."""
    return value if isinstance(value, str) else next(filter(None, value or ()), "")


def _with_parts(said: Said) -> Said:
    """Put the parts of a whole name where the record has none of its own."""
    name, parts = read_name(_only(said["full_name"])), dict(said)
    del parts["full_name"]
    parts["given_names"] = parts.get("given_names") or " ".join(name.given)
    parts["surname"] = parts.get("surname") or name.surname
    if name.known_as:
        known = parts.get("known_as") or ()
        parts["known_as"] = [*((known,) if isinstance(known, str) else known), name.known_as]
    return parts


def years_of(age: str, *, on: date) -> list[str]:
    """Give the years in which someone of an age on a day was born; "about 7" allows a year either side."""
    about, digits = "about" in age.lower(), "".join(filter(str.isdigit, age))
    if not digits or len(digits) > 3:
        raise CannotFind(f"“{age}” is no age; write 7 or about 7.")
    years = int(digits)
    return [str(year) for year in range(on.year - years - 1 - about, on.year - years + 1 + about)]

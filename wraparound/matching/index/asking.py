"""What a record or a query says, as the bytes that kernels read; each value's are made once and remembered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.kernel.names import read_name
from wraparound.matching.index.prepared_values import Made, Prepare, first_names, name_pairs, preparers, sound_of
from wraparound.matching.index.refusals import CannotFind, CannotPut
from wraparound.matching.mapping import DateOrder

Said = Mapping[str, str | Sequence[str] | None]
"""What is said of a person: fields with one value or several."""
Remembered = dict[str, tuple[bytes, int]]
"""For each text of a field, the bytes of what it was made into and the set of their columns."""

REMEMBERED = 1 << 16  # values of each field
LONGEST = (1 << 16) - 1  # bytes of one record
LONGEST_VALUE = 4095  # bytes of one value, beyond which nobody has one
USUAL = 128  # letters of a value longer than most
LONG = "\xff"  # stands before a value that must be written at length
PAIR = "name_pair"
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
        self.heads = {name: (1 << place, _heads(place)) for name, place in self.place.items()}
        self.prepare: dict[str, Prepare] = preparers(frozenset(columns), date_order=date_order)
        self.pairs = PAIR in self.place
        self.known: dict[str, Remembered] = {name: {} for name in self.prepare}
        self.kept = {name: known for name, known in self.known.items() if name not in ONLY_ASKED}

    def hear(self, names: Sequence[str]) -> None:
        """Remember how names sound before they are asked for."""
        for name in names:
            sound_of(name)
            first_names(name)

    def of_query(self, query: Said) -> tuple[bytes, int]:
        """Give a query's bytes and the set of its columns; raises CannotFind where it says nothing."""
        found, present = self._bytes_of(query, known=self.known)
        if not found or len(found) > LONGEST:
            raise CannotFind(self._why_not(query, found=found))
        return found, present

    def of_record(self, record: Said) -> bytes:
        """Give a record's bytes; a field that the index does not compare is left out."""
        found, _ = self._bytes_of(record, known=self.kept)
        if len(found) > LONGEST:
            raise CannotPut(f"The record holds {len(found):,} bytes; at most {LONGEST:,} can be kept.")
        return found

    def _bytes_of(self, said: Said, *, known: dict[str, Remembered]) -> tuple[bytes, int]:
        """Give the bytes of every value and the set of their columns; a whole name gives the parts not said besides."""
        if said.get("full_name"):
            said = _with_parts(said)
        parts, present = [], 0
        for field, value in said.items():
            if not value or field in NOT_COMPARED:
                continue
            remembered = known.get(field)
            if remembered is None:
                if known is self.known:
                    raise self._no_such(field)
                continue
            for text in (value,) if isinstance(value, str) else value:
                if text:
                    made, columns = remembered.get(text) or self._made(field, text=text)
                    parts.append(made)
                    present |= columns
        if self.pairs and said.get("given_names") and said.get("surname"):
            pairs = name_pairs(_only(said["given_names"]), last=_only(said["surname"]))
            made, columns = self._written(PAIR, values=[(PAIR, pair) for pair in pairs])
            parts.append(made)
            present |= columns
        return b"".join(parts), present

    def columns_of(self, present: int) -> frozenset[str]:
        """Name the columns of a set."""
        return frozenset(name for name, place in self.place.items() if present >> place & 1)

    def _made(self, field: str, *, text: str) -> tuple[bytes, int]:
        """Make one value ready and remember it."""
        made, known = self._written(field, values=self.prepare[field](text)), self.known[field]
        if len(known) >= REMEMBERED:
            known.clear()
        known[text] = made
        return made

    def _written(self, field: str, *, values: Made) -> tuple[bytes, int]:
        """Write what a value is made into; in one go where it is short and plain, as it mostly is."""
        whole, present, heads = "", 0, self.heads
        values = list(values)
        for column, text in values:
            if text and column in heads:
                bit, fronts = heads[column]
                whole += (fronts[len(text)] if len(text) < USUAL else LONG) + text
                present |= bit
        return (whole.encode() if whole.isascii() else self._written_at_length(field, values)), present

    def _written_at_length(self, field: str, values: Sequence[tuple[str, str | None]]) -> bytes:
        whole = b""
        for column, text in values:
            if not text or column not in self.place:
                continue
            raw = text.encode("utf-8", "surrogatepass")
            if len(raw) > LONGEST_VALUE:
                raise CannotFind(
                    f"{field} holds {len(raw):,} bytes; at most {LONGEST_VALUE:,} can be looked up or kept."
                )
            whole += _head(self.place[column], length=len(raw)) + raw
        return whole

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


def _heads(place: int) -> list[str]:
    """Give what stands before a column's values of each usual length; none is plain where the place is not."""
    return [_head(place, length=length).decode("latin-1") for length in range(USUAL)]


def _head(place: int, *, length: int) -> bytes:
    return bytes((place, length & 255, length >> 8))


def _only(value: str | Sequence[str] | None) -> str:
    """Give the first of several values."""
    return value if isinstance(value, str) else next(iter(value or ()), "")


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

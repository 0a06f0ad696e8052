"""What a record or a query says, as the bytes that kernels read; each value's are made once and remembered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.kernel.names import read_name
from wraparound.matching.index.prepared_values import Prepare, name_pairs, preparers, sound_of
from wraparound.matching.index.refusals import CannotFind, CannotPut
from wraparound.matching.mapping import DateOrder

Said = Mapping[str, str | Sequence[str] | None]
"""What is said of a person: fields with one value or several."""

REMEMBERED = 1 << 16  # values of each field
LONGEST = (1 << 16) - 1  # bytes of one record
LONGEST_VALUE = 4095  # bytes of one value, beyond which nobody has one
USUAL = 128  # bytes of a value shorter than most
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
        self.heads = {name: _heads(place) for name, place in self.place.items()}
        self.prepare: dict[str, Prepare] = preparers(frozenset(columns), date_order=date_order)
        self.pairs = "name_pair" in self.place
        self.prepare[PAIR] = lambda text: [("name_pair", pair) for pair in _pairs(text)]
        self.known: dict[str, dict[str, tuple[bytes, int]]] = {name: {} for name in self.prepare}

    def hear(self, names: Sequence[str]) -> None:
        """Remember how names sound before they are asked for."""
        for name in names:
            sound_of(name)

    def of_query(self, query: Said) -> tuple[bytes, int]:
        """Give a query's bytes and the set of its columns; raises CannotFind where it says nothing."""
        parts, present = [], 0
        for field, text in self._each(query):
            known = self.known.get(field)
            if known is None:
                raise self._no_such(field)
            made = known.get(text) or self._made(field, text=text)
            parts.append(made[0])
            present |= made[1]
        found = b"".join(parts)
        if not found or len(found) > LONGEST:
            raise CannotFind(self._why_not(query, found=found))
        return found, present

    def of_record(self, record: Said) -> bytes:
        """Give a record's bytes; a field that the index does not compare is left out."""
        parts = []
        for field, text in self._each(record):
            known = self.known.get(field)
            if known is not None and field not in ONLY_ASKED:
                parts.append((known.get(text) or self._made(field, text=text))[0])
        found = b"".join(parts)
        if len(found) > LONGEST:
            raise CannotPut(f"The record holds {len(found):,} bytes; at most {LONGEST:,} can be kept.")
        return found

    def _each(self, said: Said) -> list[tuple[str, str]]:
        """List every value with its field; a whole name gives the parts that are not said besides."""
        if said.get("full_name"):
            said = _with_parts(said)
        found = [
            (field, text)
            for field, value in said.items()
            if value and field not in NOT_COMPARED
            for text in ((value,) if isinstance(value, str) else value)
            if text
        ]
        if self.pairs and said.get("given_names") and said.get("surname"):
            first, last = _only(said["given_names"]), _only(said["surname"])
            found.append((PAIR, f"{len(first)} {first}{last}"))
        return found

    def columns_of(self, present: int) -> frozenset[str]:
        """Name the columns of a set."""
        return frozenset(name for name, place in self.place.items() if present >> place & 1)

    def _made(self, field: str, *, text: str) -> tuple[bytes, int]:
        """Make one value ready and remember it."""
        whole, present = b"", 0
        for column, made in self.prepare[field](text):
            heads = self.heads.get(column)
            if heads and made:
                raw = made.encode("utf-8", "surrogatepass")
                if len(raw) > LONGEST_VALUE:
                    raise CannotFind(
                        f"{field} holds {len(raw):,} bytes; at most {LONGEST_VALUE:,} can be looked up or kept."
                    )
                whole += (heads[len(raw)] if len(raw) < USUAL else _head(heads[0][0], length=len(raw))) + raw
                present |= 1 << heads[0][0]
        known = self.known[field]
        if len(known) >= REMEMBERED:
            known.clear()
        known[text] = whole, present
        return whole, present

    def _no_such(self, field: str) -> CannotFind:
        """Make the refusal of a field that nobody knows."""
        names = ", ".join(sorted(self.prepare.keys() - {PAIR}))
        return CannotFind(f'"{field}" is no field of this index; it can be asked for {names}.')

    def _why_not(self, query: Said, *, found: bytes) -> str:
        if found:
            return f"The query holds {len(found):,} bytes; at most {LONGEST:,} can be looked up."
        if not any(query.values()):
            return "The query is empty: give at least a name, a birth date, a postcode, a number or a telephone."
        said = ", ".join(f"{field} “{value}”" for field, value in query.items() if value)
        return f"Nothing of the query can be looked up ({said}): give a name, a date, a postcode or a number in full."


def _heads(place: int) -> list[bytes]:
    """Give what stands before a column's values of each usual length."""
    return [_head(place, length=length) for length in range(USUAL)]


def _head(place: int, *, length: int) -> bytes:
    return bytes((place, length & 255, length >> 8))


def _only(value: str | Sequence[str] | None) -> str:
    """Give the first of several values."""
    return value if isinstance(value, str) else next(iter(value or ()), "")


def _pairs(text: str) -> list[str]:
    """Give the pairs of what is remembered as one text: the first name's length, the first name and the surname."""
    length, _, names = text.partition(" ")
    return name_pairs(names[: int(length)], last=names[int(length) :])


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

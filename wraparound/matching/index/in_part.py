"""Questions that no record would put so: an age, the end of a telephone number, words of an address, any number.

Each is turned into what a record would say: years of birth, or the values in the index that have the part.
"""

from datetime import date
from typing import Any

import numpy as np

from wraparound.kernel.names import folded
from wraparound.matching.compare.memory import address
from wraparound.matching.index import block as slots
from wraparound.matching.index.asking import NUMBERS, Said, years_of
from wraparound.matching.index.block import TAIL_SALT, WORD_SALT
from wraparound.matching.index.parts import TAIL, values_with
from wraparound.matching.index.refusals import CannotFind
from wraparound.matching.index.snapshot import Snapshot

UNLIKE_RECORDS = frozenset({"age", "identifier", "phone_ending", "address_words"})
LOOKED_THROUGH = 20_000  # values that have a part
MOST = 64  # values asked for in place of a part


def as_record(query: Said, *, snapshot: Snapshot, on: date | None) -> Said:
    """Say a query as a record would; raises CannotFind where a part is too short or too common to be of use."""
    said = {field: value for field, value in query.items() if field not in UNLIKE_RECORDS}
    for field in UNLIKE_RECORDS & query.keys():
        value = query[field]
        text = value if isinstance(value, str) else " ".join(value or ())
        if text:
            for name, made in _turned(field, text, snapshot=snapshot, on=on).items():
                said[name] = [*_listed(said.get(name)), *made]
    return said


def _listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())  # type: ignore[call-overload]


def _turned(field: str, text: str, *, snapshot: Snapshot, on: date | None) -> dict[str, list[str]]:
    if field == "age":
        if on is None:
            raise CannotFind("An age is on a day: give the day as `on`.")
        return {"birth_year": years_of(text, on=on)}
    if field == "identifier":
        return _numbers(text, snapshot.about.columns)
    if field == "phone_ending":
        return {"phone": _phones_ending(text, snapshot)}
    return {"address": _addresses_with(text, snapshot)}


def _numbers(text: str, columns: tuple[str, ...]) -> dict[str, list[str]]:
    """Take a number for each kind of number that it can be."""
    found = {name: [text] for name, normal in NUMBERS.items() if name in columns and normal(text)}
    return found | {name: [text] for name in columns if name.startswith("identifier")}


def _phones_ending(text: str, snapshot: Snapshot) -> list[str]:
    digits = "".join(filter(str.isdigit, text))
    if len(digits) < TAIL:
        raise CannotFind(f"“{text}” is too short an ending of a telephone number: give its last {TAIL} digits or more.")
    if "phone" not in snapshot.about.columns:
        return []
    codes = _codes_with(snapshot, "phone", TAIL_SALT, digits[-TAIL:])
    return [phone for phone in _texts(snapshot, codes) if phone.endswith(digits)][:MOST]


def _addresses_with(text: str, snapshot: Snapshot) -> list[str]:
    words = set(folded(text).split())
    found = [one for one in _texts(snapshot, addresses_with(text, snapshot=snapshot)) if words <= set(one.split())]
    if len(found) > MOST:
        raise CannotFind(f"“{text}” is found in {len(found):,} addresses or more; say more of the address.")
    return found


def addresses_with(text: str, *, snapshot: Snapshot) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Give the codes of the addresses that have all words of a text, and maybe of a few that have not."""
    words = folded(text).split()
    if "address" not in snapshot.about.columns or not words:
        return np.zeros(0, np.int64)
    lists = sorted((_codes_with(snapshot, "address", WORD_SALT, word) for word in dict.fromkeys(words)), key=len)
    codes = lists[0]
    for other in lists[1:]:
        if len(other) < LOOKED_THROUGH:  # one that is cut short may lack what the others have
            codes = np.intersect1d(codes, other)
    return codes


def _codes_with(snapshot: Snapshot, column: str, salt: int, part: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Give the codes of a column's values that have a part, and maybe of a few that have not."""
    raw = np.frombuffer(part.encode("utf-8", "surrogatepass")[:200], np.uint8)
    codes = np.empty(LOOKED_THROUGH, np.int64)
    where = (address(raw), len(raw), int(snapshot.block[slots.CHAR]))
    count = values_with(
        snapshot.place, salt + snapshot.about.columns.index(column), where, address(codes), LOOKED_THROUGH
    )
    return codes[:count]


def _texts(snapshot: Snapshot, codes: np.ndarray[Any, np.dtype[np.int64]]) -> list[str]:
    return sorted({snapshot.text(code) for code in codes.tolist()})

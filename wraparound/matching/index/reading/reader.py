"""A place to read at: what is said goes in as text, what it is made into comes out as the bytes that kernels read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from wraparound.matching.compare.memory import Array, address
from wraparound.matching.index.reading import desk as d
from wraparound.matching.index.reading.lexicon import lexicon
from wraparound.matching.index.reading.values import KINDS, MOST, OTHER, POSTCODE, TEXT, read

MOST_COLUMNS = 62  # in one set of columns
MOST_FIELDS = 127
LONGEST = 128  # characters of a value, and beyond
LONGEST_SAID = 1 << 13  # bytes of all that is said
LONGEST_MADE = 1 << 20
PAIR = "name_pair"


class Read(NamedTuple):
    """What values are made into, the set of their columns, and which values were not read, both as bits."""

    made: bytes
    present: int
    left: int


class Reader:
    """Reads what is said of one person after another; for threads that take turns."""

    def __init__(self, columns: Sequence[str], *, texts: Mapping[str, str], fields: Sequence[str]) -> None:
        """Plan for an index's columns; `texts` gives the fields that are only folded, and the column of each."""
        place = {name: k for k, name in enumerate(columns)}
        kinds = KINDS if "sector" in place else {name: kind for name, kind in KINDS.items() if kind != POSTCODE}
        kinds = dict.fromkeys(texts, TEXT) | kinds
        self.fields = [name for name in fields if name in kinds and len(columns) <= MOST_COLUMNS][:MOST_FIELDS]
        self.fronts = {
            name: [chr(field) + chr(length) for length in range(LONGEST)] for field, name in enumerate(self.fields)
        }
        self.lexicon = lexicon()
        self.said, self.out = np.zeros(LONGEST_SAID + 1, np.uint8), np.zeros(LONGEST_MADE, np.uint8)
        self.arrays: list[Array] = [
            np.array([kinds.get(name, OTHER) for name in self.fields] or [OTHER], np.int64),
            np.array([place.get(texts.get(name, ""), -1) for name in self.fields] or [-1], np.int64),
            np.array([place.get(name, -1) for name in d.DERIVED], np.int64),
            np.zeros(d.ROOM_SIZE, np.uint8),
            self.out,
        ]
        self.desk = np.zeros(d.SIZE, np.int64)
        self.desk[: d.END] = [*self.lexicon.places(), *map(address, self.arrays)]
        self.places = address(self.desk), address(self.said)
        self.room, self.made, self.noted = self.said.data, self.out.data, self.desk[d.PRESENT : d.LEFT + 1]

    def read(self, parts: Sequence[str]) -> Read | None:
        """Read values, each its front and its text; None where there is more than is read at once."""
        try:
            raw = "".join(parts).encode()
        except UnicodeEncodeError:
            return None
        length = len(raw)
        if length > LONGEST_SAID or len(parts) > 2 * MOST:
            return None
        self.room[:length] = raw
        self.room[length] = 0
        end = read(*self.places, length)
        present, left = self.noted.tolist()
        return Read(self.made[:end].tobytes(), present, left)

"""Who meets whom, and who is like whom, as it was laid down when records were linked: pages of a few kilobytes.

Keys are scattered over PAGES pages by their first bits; pairs stand with both of their records, TOGETHER records a
page. A key that a record no longer has stays until all records are linked again: it is asked about once too often.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

import numpy as np
from django.db import connection

from wraparound.identity.models import Likeness, Meeting
from wraparound.identity.queries import AMONG, among
from wraparound.ledger.queries.compiled import kept_in_words

PAGES = 16  # bits
TOGETHER = 5  # bits
MANY = 1_000  # values
KEYS = np.dtype([("key", "<u8"), ("record", "<u4")])
PAIRS = np.dtype([("one", "<u4"), ("other", "<u4"), ("weight", "<f8")])
Pages = dict[int, np.ndarray]


def pages_of_keys(keys: np.ndarray) -> np.ndarray:
    """Give the page of each key, uint16[k]: half as wide as what it is cut from, and sorted the faster."""
    return (keys >> np.uint64(64 - PAGES)).astype(np.uint16)


def pages_of_records(records: np.ndarray) -> np.ndarray:
    """Give the page of each record's pairs."""
    return records.astype(np.int64) >> TOGETHER


def meetings(keys: np.ndarray) -> Pages:
    """Read the pages of some keys."""
    return _read(Meeting, numbers=np.unique(pages_of_keys(keys)).tolist(), kind=KEYS)


def likenesses(records: Iterable[int]) -> Pages:
    """Read the pages of some records' pairs."""
    return pages_numbered({record >> TOGETHER for record in records})


def pages_numbered(numbers: Collection[int]) -> Pages:
    """Read pages of pairs by their numbers."""
    return _read(Likeness, numbers=sorted(numbers), kind=PAIRS)


def met_under(keys: np.ndarray, *, pages: Pages) -> set[int]:
    """Give the records that meet under some keys, told the keys' pages."""
    held = side_by_side(pages.values(), kind=KEYS)
    return set(held["record"][is_among(held["key"], some=np.unique(keys))].tolist())


def side_by_side(pages: Iterable[np.ndarray], *, kind: np.dtype = PAIRS) -> np.ndarray:
    """Give what stands on several pages as one, which their bytes are sooner than their rows."""
    return np.frombuffer(b"".join([page.tobytes() for page in pages]), kind)


def is_among(values: np.ndarray, *, some: np.ndarray) -> np.ndarray:
    """Say of each value whether it is one of some, which are in order."""
    if not len(some):
        return np.zeros(len(values), np.bool_)
    if len(values) <= MANY:
        return _is_among(values, some=some)
    seen = np.zeros(1 << 16, np.bool_)  # by their last bits most are told at once
    seen[some.astype(np.uint16)] = True
    found = seen[values.astype(np.uint16)]
    places = np.flatnonzero(found)
    found[places] = _is_among(values[places], some=some)
    return found


def _is_among(values: np.ndarray, *, some: np.ndarray) -> np.ndarray:
    return some[np.minimum(np.searchsorted(some, values), len(some) - 1)] == values


def paged(rows: np.ndarray, *, numbers: np.ndarray) -> Iterator[tuple[int, bytes]]:
    """Cut rows into pages by their page's number."""
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    begins = np.flatnonzero(np.diff(numbers, prepend=~numbers[:1]))
    for begin, end in pairwise([*begins.tolist(), len(rows)]):
        yield int(numbers[begin]), rows[order[begin:end]].tobytes()


def _read(table: type[Meeting] | type[Likeness], *, numbers: Collection[int], kind: np.dtype) -> Pages:
    if not numbers:
        return {}
    name = connection.ops.quote_name(table._meta.db_table)
    with kept_in_words(as_bytes=True) as cursor:
        asked = f"SELECT number, content FROM {name} WHERE number {AMONG[connection.vendor]}"  # noqa: S608 – our name
        cursor.execute(asked, [among(numbers)])
        return {number: np.frombuffer(bytes(content), kind) for number, content in cursor.fetchall()}

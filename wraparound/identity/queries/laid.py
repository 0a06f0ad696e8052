"""Who meets whom, and who is like whom, as it was laid down when records were linked: pages of a few kilobytes.

Keys are scattered over PAGES pages by their first bits; pairs stand with both of their records, TOGETHER records a
page. A key that a record no longer has stays until all records are linked again: it is asked about once too often.
"""

from collections.abc import Collection, Iterable, Iterator

import numpy as np

from wraparound.identity.models import Likeness, Meeting

PAGES = 16  # bits
TOGETHER = 5  # bits
KEYS = np.dtype([("key", "<u8"), ("record", "<u4")])
PAIRS = np.dtype([("one", "<u4"), ("other", "<u4"), ("weight", "<f8")])
Pages = dict[int, np.ndarray]
ASKED = 900  # pages asked for in one statement


def pages_of_keys(keys: np.ndarray) -> np.ndarray:
    """Give the page of each key."""
    return (keys >> np.uint64(64 - PAGES)).astype(np.int64)


def pages_of_records(records: np.ndarray) -> np.ndarray:
    """Give the page of each record's pairs."""
    return records.astype(np.int64) >> TOGETHER


def meetings(keys: np.ndarray) -> Pages:
    """Read the pages of some keys."""
    return _read(Meeting, numbers=np.unique(pages_of_keys(keys)).tolist(), kind=KEYS)


def likenesses(records: Iterable[int]) -> Pages:
    """Read the pages of some records' pairs."""
    return _read(Likeness, numbers=sorted({record >> TOGETHER for record in records}), kind=PAIRS)


def met_under(keys: np.ndarray) -> set[int]:
    """Give the records that meet under some keys. Cost: one statement for each ASKED keys."""
    pages = meetings(keys)
    found: set[int] = set()
    for page in pages.values():
        found.update(page["record"][np.isin(page["key"], keys)].tolist())
    return found


def paged(rows: np.ndarray, *, numbers: np.ndarray) -> Iterator[tuple[int, bytes]]:
    """Cut rows into pages by their page's number."""
    order = np.argsort(numbers, kind="stable")
    rows, numbers = rows[order], numbers[order]
    found, begins = np.unique(numbers, return_index=True)
    ends = np.append(begins[1:], len(rows))[: len(found)].tolist()
    for number, begin, end in zip(found.tolist(), begins.tolist(), ends, strict=True):
        yield number, rows[begin:end].tobytes()


def _read(table: type[Meeting] | type[Likeness], *, numbers: Collection[int], kind: np.dtype) -> Pages:
    wanted = list(numbers)
    found: Pages = {}
    for begin in range(0, len(wanted), ASKED):
        some = table.objects.filter(number__in=wanted[begin : begin + ASKED]).values_list("number", "content")
        found |= {number: np.frombuffer(bytes(content), kind) for number, content in some}
    return found

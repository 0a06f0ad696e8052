"""What each comparison looked at in two records: the fields behind it, and the values it compared."""

from collections.abc import Iterator
from itertools import chain

from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.store import Store
from wraparound.matching.explain.records import Records
from wraparound.matching.model import Comparison, Level, Test

# The fields that a prepared column is made from, where it has not the field's own name.
MADE_FROM = {
    "given": ("given_names", "known_as", "full_name"),
    "middle": ("given_names", "full_name"),
    "surname": ("surname", "previous_surname", "full_name"),
    "birth_date": ("birth_date", "expected_birth_date"),
    "postcode": ("postcode", "previous_postcode"),
}
BETWEEN = " · "  # several values of one record
NUMBERED = ("identifier", "text", "category", "number")
READABLE = {"birth_day": "birth_date"}  # a count of days says little to a reader


def label_of(comparison: Comparison) -> str:
    """Call a comparison by what it is about, in words."""
    return comparison.description or comparison.name.replace("_", " ")


def base_columns(comparison: Comparison) -> tuple[str, ...]:
    """Name the columns that a comparison is first of all about; a home is address and postcode."""
    first = next((level for level in comparison.levels if not level.is_null), comparison.levels[0])
    told = tuple(dict.fromkeys(base for name in first.test.columns() for base in needs(name)))[:1]
    read = {base for level in comparison.levels for name in level.test.columns() for base in needs(name)}
    return (*told, "postcode") if told == ("address",) and "postcode" in read else told


def fields_of(comparison: Comparison) -> tuple[tuple[str, int | None], ...]:
    """Name the fields behind a comparison, each with which of its columns; None is all of them."""
    found: list[tuple[str, int | None]] = []
    for column in base_columns(comparison):
        stem, _, count = column.rpartition("_")
        if stem in NUMBERED and count.isdigit():
            found.append((stem, int(count) - 1))
        elif column in NUMBERED:
            found.append((column, 0))
        else:
            found += [(field, None) for field in MADE_FROM.get(column, (column,))]
    return tuple(found)


def written(records: Records, *, record: int, comparison: Comparison) -> str:
    """Give what a record says of a comparison's fields, as its agency wrote it."""
    texts = (records.written(record, field=field, place=place) for field, place in fields_of(comparison))
    return BETWEEN.join(dict.fromkeys(chain.from_iterable(texts)))


def compared(store: Store, *, pair: tuple[int, int], comparison: Comparison, level: Level) -> tuple[str, str]:
    """Give the values of each of two records that decided the level, as they were compared."""
    sides = list(_leaves(level.test)) or [(name, name) for name in base_columns(comparison)]
    left, right = zip(*sides, strict=True) if sides else ((), ())
    return _values(store, record=pair[0], columns=left), _values(store, record=pair[1], columns=right)


def _leaves(test: Test) -> Iterator[tuple[str, str]]:
    """Give the columns, left and right, of every part of a test that reads any."""
    if test.left or test.right:
        yield test.left, test.right
    for part in test.parts:
        yield from _leaves(part)


def _values(store: Store, *, record: int, columns: tuple[str, ...]) -> str:
    readable = dict.fromkeys(READABLE.get(column, column) for column in columns)
    known = [column for column in readable if column in store.place]
    return BETWEEN.join(dict.fromkeys(text for column in known for text in store.texts(record, column=column)))

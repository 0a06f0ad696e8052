"""Building an index: a linked table's coded records, their values, names and keys laid out for the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.index import block as slots
from wraparound.matching.index.block import ARRAYS, PLAN
from wraparound.matching.index.chances import chances_of
from wraparound.matching.index.keys import chosen_keys
from wraparound.matching.index.laying import laid_entries, lay_texts
from wraparound.matching.index.log import LONGEST_NAME
from wraparound.matching.index.parts import BY_TAIL, BY_WORDS
from wraparound.matching.index.refusals import CannotPut
from wraparound.matching.index.saved_model import model_as_data
from wraparound.matching.index.snapshot import About, empty_block, store_of
from wraparound.matching.mapping import DateOrder
from wraparound.matching.model import Measure, Model, Test

UNSEEN = -24.0  # log2 of the share of a value in a column that has none yet
FOUND_BY = {"address": BY_WORDS, "street": BY_WORDS, "phone": BY_TAIL}


@dataclass(frozen=True)
class Contents:
    """Coded records before they are an index: rows, lists, values by column, labels."""

    columns: tuple[str, ...]
    base: Array
    arrays: dict[str, Array]


def arrays_of(contents: Contents, *, model: Model, date_order: DateOrder) -> tuple[dict[str, Array], dict[str, Any]]:
    """Give the arrays and the header of an index's file from its contents: its keys chosen, its entries made."""
    about = _about(contents, model=model, date_order=date_order)
    arrays = contents.arrays | {name: np.ascontiguousarray(a, PLAN[name]) for name, a in about.plan.items()}
    block = empty_block(about, arrays=arrays)
    directory, entries = laid_entries(address(block), rows=len(arrays["labels"]), base=about.base)
    data = {
        "columns": list(about.columns),
        "keys": [list(key) for key in about.keys],
        **{name: getattr(about, name).tolist() for name in ("base", "numeric", "words", "rarest")},
        "chances": {name: array.tolist() for name, array in about.chances.items()},
        "date_order": date_order,
        "model": model_as_data(model),
    }
    return {**contents.arrays, "directory": directory, "entries": entries}, data


def _about(contents: Contents, *, model: Model, date_order: DateOrder) -> About:
    width, runs = len(contents.columns), list(zip(contents.base[:-1], contents.base[1:], strict=True))
    frequency = contents.arrays["log_frequency"]
    rarest = np.array([float(frequency[b:e].min()) if e > b else UNSEEN for b, e in runs])
    words = np.array([FOUND_BY.get(name, 0) for name in contents.columns], np.int64)
    about = About(
        contents.columns,
        (),
        contents.base,
        numeric_of(model, columns=contents.columns),
        words,
        rarest,
        {},
        date_order,
        model,
    )
    store = store_of(about, arrays=contents.arrays)
    keys = chosen_keys(model, store=store) if width else ()
    return replace(about, keys=keys, chances=chances_of(model, keys=keys, store=store))


def numeric_of(model: Model, *, columns: Sequence[str]) -> Array:
    """Mark the columns whose values are measured as numbers."""
    tests = [test for comparison in model.comparisons for level in comparison.levels for test in _parts(level.test)]
    names = {test.left for test in tests if test.measure is Measure.DIFFERENCE}
    return np.array([int(name in names) for name in columns], np.int64)


def _parts(test: Test) -> list[Test]:
    return [test, *(found for part in test.parts for found in _parts(part))]


def contents_of(store: Store, *, model: Model, labels: tuple[pa.Array, pa.Array]) -> Contents:
    """Take from a coded table what the model compares; labels are the keys and the persons of its records, in order.

    Raises CannotPut where the model puts several columns together, which are made ready here one by one.
    """
    wanted = set(compared_columns(model))
    mixed = [name for name in compared_columns(model) if len(needs(name)) > 1]
    if mixed:
        raise CannotPut(f"The model compares {mixed[0]}, of several columns; an index compares columns one by one.")
    columns = tuple(name for name in store.names if name in wanted)
    places = np.array([store.place[name] for name in columns], np.int64)
    sizes = np.diff(store.base)[places]
    base = np.cumsum(np.concatenate([[1], sizes])).astype(np.int64)
    onto = _onto(store, places, base)
    codes = store.rows.codes[:, places]
    codes = np.where(codes > 0, onto[np.maximum(codes, 0)], codes)
    arrays = {
        "codes": np.ascontiguousarray(codes, np.int32).reshape(-1),
        "list_start": store.rows.list_start.astype(np.int64),
        "list_codes": onto[store.rows.list_codes].astype(np.int32),
        "log_frequency": np.concatenate(
            [[0.0], *(store.values.log_frequency[store.base[p] : store.base[p + 1]] for p in places)]
        ),
    }
    arrays |= _texts([store.distinct[p] for p in places], base=base, numeric=numeric_of(model, columns=columns))
    arrays |= packed_labels(labels[0], people=labels[1])
    return Contents(columns, base, arrays)


def compared_columns(model: Model) -> tuple[str, ...]:
    """Name the columns that comparisons read."""
    levels = [level for comparison in model.comparisons for level in comparison.levels]
    named = [name for level in levels for name in (*level.test.columns(), level.tf_column) if name]
    return tuple(dict.fromkeys(named))


def _onto(store: Store, places: Array, base: Array) -> Array:
    """Give each code of the table its code in the index; 0 where the column is not taken."""
    onto = np.zeros(int(store.base[-1]), np.int32)
    for place, first in zip(places, base, strict=False):
        run = slice(int(store.base[place]), int(store.base[place + 1]))
        onto[run] = np.arange(first, first + run.stop - run.start, dtype=np.int32)
    return onto


def _texts(distinct: Sequence[pa.Array], *, base: Array, numeric: Array) -> dict[str, Array]:
    """Lay out every column's distinct texts."""
    values, raws = int(base[-1]), [_raw(texts) for texts in distinct]
    kinds = {name: ARRAYS[name] for name in ("cards", "chars", "number", "hashed")}
    sizes = {"cards": 2 * values, "chars": sum(len(raw) for _, raw in raws) + 2, "number": values, "hashed": values}
    arrays = {name: np.zeros(sizes[name], kind) for name, kind in kinds.items()}
    block = np.zeros(slots.SIZE, np.int64)
    for slot, name in (
        (slots.CARDS, "cards"),
        (slots.CHARS, "chars"),
        (slots.NUMBER, "number"),
        (slots.HASHED, "hashed"),
    ):
        block[slot] = address(arrays[name])
    block[slots.NUMERIC] = address(numeric)
    char = 0
    for column, (starts, raw) in enumerate(raws):
        char = int(lay_texts(address(block), column, int(base[column]), starts, address(raw), char))
    return arrays | {"chars": arrays["chars"][:char]}


def _raw(texts: pa.Array) -> tuple[Array, Array]:
    """Give texts as their bytes and where each begins."""
    texts = as_text(texts)
    if not len(texts):
        return np.zeros(1, np.int64), np.zeros(1, np.uint8)
    starts = np.frombuffer(texts.buffers()[1], np.int32, len(texts) + 1, texts.offset * 4).astype(np.int64)
    data = texts.buffers()[2]
    return starts, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)


def packed_labels(keys: pa.Array, *, people: pa.Array) -> dict[str, Array]:
    """Lay out records' keys and persons, side by side."""
    sides = [_raw(side) for side in (keys, people)]
    lengths = [np.diff(starts) for starts, _ in sides]
    if len(keys) and max(int(length.max()) for length in lengths) > LONGEST_NAME:
        raise CannotPut(f"A record's key or a person's id is longer than {LONGEST_NAME:,} bytes.")
    ends = np.cumsum(lengths[0] + lengths[1])
    begin = np.concatenate([[0], ends[:-1]]).astype(np.int64) if len(keys) else np.zeros(0, np.int64)
    whole = np.zeros(int(ends[-1]) if len(keys) else 0, np.uint8)
    for at, (starts, raw), length in zip((begin, begin + lengths[0]), sides, lengths, strict=True):
        within = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        whole[np.repeat(at, length) + within] = raw[np.repeat(starts[:-1], length) + within]
    return {"labels": begin << 24 | lengths[0] << 12 | lengths[1], "label_bytes": whole}

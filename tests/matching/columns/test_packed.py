"""Records packed one by one and put side by side again: the same values, codes that tell the same, the same order."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.columns.test_store import tables, told
from tests.matching.plainly import arrow
from wraparound.matching.columns.looks import ANYWHERE
from wraparound.matching.columns.packed import MOST, layout_of, packed, stored_packed
from wraparound.matching.columns.store import Sources, stored
from wraparound.matching.model import Letters


def coded(table, ids):
    return stored(arrow(table), names=list(table), by=["given"], ids=pa.array(ids))


def side_by_side(packs, store, ids):
    return stored_packed(
        packs,
        names=store.names,
        by=store.by,
        ids=pa.array(ids),
        sources=Sources.one(len(ids)),
        looks=ANYWHERE,
        letters=Letters.CHARACTERS,
    )


def ids_of(table):
    return [f"r{k}" for k in range(len(table["given"]))]


@given(tables, st.data())
def test_some_packed_records_are_coded_as_a_table_of_them_is(table, data):
    ids = ids_of(table)
    store = coded(table, ids)
    packs = list(packed(store, records=np.argsort(store.order)))
    some = data.draw(st.lists(st.sampled_from(range(len(ids))), unique=True, min_size=1))
    names = [ids[k] for k in some]
    again = side_by_side([packs[k] for k in some], store, names)
    whole = coded({name: [values[k] for k in some] for name, values in table.items()}, names)
    assert told(again) == told(whole)
    assert again.order.tolist() == whole.order.tolist()
    for name in store.names:
        assert known(again, name) == known(whole, name)


def known(store, name):
    """Return what is known of each value of a column, by its text."""
    begin, end = (int(edge) for edge in store.base[store.place[name] :][:2])
    texts = store.distinct[store.place[name]].to_pylist()
    hashed, number = store.values.hashed[begin:end].tolist(), store.values.number[begin:end].tolist()
    lengths = (store.values.cards[begin:end, 0] & np.uint64(511)).tolist()
    return dict(zip(texts, zip(hashed, map(str, number), lengths, strict=True), strict=True))


def test_a_record_with_a_value_too_long_has_no_bytes():
    store = coded({"given": ["a" * MOST, "a" * (MOST + 1)], "known": [["x"], None]}, ["one", "two"])
    packs = list(packed(store, records=np.argsort(store.order)))
    assert [len(pack) > 0 for pack in packs] == [True, False]


def test_what_was_packed_tells_in_which_columns():
    store = coded({"given": ["amy"], "known": [["x", "y"]]}, ["one"])
    (pack,) = packed(store, records=np.array([0]))
    assert pack.startswith(layout_of(["given", "known"]))
    assert not pack.startswith(layout_of(["known", "given"]))

"""The coded table: what it holds, and that the order of rows never matters."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.plainly import arrow, store_of, values_of
from wraparound.matching.columns.store import Sources, stored
from wraparound.matching.compare.memory import LANES
from wraparound.matching.model import BY_ID, Letters

cells = st.none() | st.sampled_from(["amy", "zoë", "oliver", "𝒶my", "漢字"])
lists = st.lists(st.sampled_from(["amy", "zoë", "x"]), max_size=3)
rows = st.tuples(cells, lists, st.sampled_from(["1", "2", "3.5"]))
tables = st.lists(rows, min_size=1, max_size=12).map(
    lambda found: dict(zip(["given", "known", "size"], map(list, zip(*found, strict=True)), strict=True))
)


def told(store):
    """Tell every record by its values, in canonical order."""
    return [{name: sorted(store.texts(k, column=name)) for name in store.names} for k in range(len(store))]


@given(tables)
def test_every_record_keeps_its_values(table):
    store = store_of(table)
    expected = [{n: sorted(v) for n, v in values_of(table, int(row)).items()} for row in store.order]
    assert told(store) == expected
    assert sorted(store.order.tolist()) == list(range(len(table["given"])))


@given(tables, st.randoms(use_true_random=False), st.booleans())
def test_a_shuffled_table_is_the_same_coded_table(table, chance, with_ids):
    count = len(table["given"])
    ids, turn = [f"r{k}" for k in range(count)], list(range(count))
    chance.shuffle(turn)
    one, other = (
        stored(
            arrow(table).take(order),
            names=list(table),
            by=["given"],
            ids=pa.array(ids).take(order) if with_ids else None,
        )
        for order in (pa.array(range(count)), pa.array(turn))
    )
    assert told(one) == told(other)
    if with_ids:
        assert [ids[k] for k in one.order] == [ids[turn[k]] for k in other.order]


@given(tables)
def test_a_value_is_as_common_as_its_share_of_its_columns_values(table):
    store = store_of(table)
    for name in table:
        every = [value for row in range(len(store)) for value in values_of(table, row)[name]]
        run = slice(*store.base[[store.place[name], store.place[name] + 1]])
        found = dict(
            zip(store.distinct[store.place[name]].to_pylist(), 2 ** store.values.log_frequency[run], strict=True)
        )
        assert {v: found[v] for v in every} == pytest.approx({v: every.count(v) / len(every) for v in every})


def test_an_expression_is_read_from_the_distinct_values_of_its_column():
    key = 'SUBSTRING("given", 1, 2)'
    store = store_of({"given": [["amy", "oliver"], ["amelia"], None]}, names=["given", key])
    found = {tuple(sorted(store.texts(k, column="given"))): sorted(store.texts(k, column=key)) for k in range(3)}
    assert found == {("amy", "oliver"): ["am", "ol"], ("amelia",): ["am"], (): []}


def test_a_column_of_numbers_can_be_subtracted_and_one_of_words_cannot():
    store = store_of({"size": ["1", "2.5", None], "word": ["1", "two", "3"]})
    numbers = store.values.number[store.base[0] : store.base[1]]
    assert sorted(numbers.tolist()) == [1.0, 2.5]
    assert np.isnan(store.values.number[store.base[1] : store.base[2]]).all()


def test_sources_go_with_their_records():
    sources = Sources(np.array([1, 0, 1], np.int16), np.array([False, True]))
    store = store_of({"given": ["zoë", "amy", "oliver"]}, sources=sources)
    assert store.source.tolist() == sources.codes[store.order].tolist()


def test_a_row_of_codes_is_a_whole_number_of_steps_on_a_line_of_memory():
    store = store_of({f"c{k}": ["x", "y"] for k in range(LANES + 1)})
    assert store.rows.codes.shape[1] == 2 * LANES
    assert store.rows.codes.ctypes.data % 64 == 0


def test_what_two_columns_call_alike_is_one_content():
    store = store_of({"given": ["amy", None], "known": [None, "amy"]})
    hashed = store.values.hashed
    assert hashed[store.base[0]] == hashed[store.base[1]] != 0


def test_letters_have_the_same_bits_and_numbers_in_every_column():
    store = store_of({"first": ["zoë𝒶", "amy"], "last": ["𝒶ëoz", "oliver𝒷"]})
    letters = {}
    for k in range(2):
        for value, code in zip(store.distinct[k].to_pylist(), range(store.base[k], store.base[k + 1]), strict=True):
            place, length = divmod(int(store.values.cards[code, 0]), 512)
            for letter, char in zip(value, store.values.chars[place : place + length].tolist(), strict=True):
                assert letters.setdefault(letter, char) == char
    assert (
        store.values.cards[store.base[0] + (store.distinct[0][0].as_py() != "zoë𝒶"), 1]
        == store.values.cards[store.base[1] + (store.distinct[1][0].as_py() != "𝒶ëoz"), 1]
    )


@given(tables)
def test_measured_by_other_letters_a_table_holds_the_same_values(table):
    store = store_of(table)
    by_bytes = store.measuring(Letters.BYTES)
    assert told(by_bytes) == told(store)
    lengths = by_bytes.values.cards[1:, 0] & np.uint64(511)
    assert lengths.tolist() == [len(value.encode()) for column in store.distinct for value in column.to_pylist()]
    again = by_bytes.measuring(Letters.CHARACTERS).values
    assert again.cards.tolist() == store.values.cards.tolist()
    assert again.chars.tolist() == store.values.chars.tolist()


@given(tables)
def test_an_expression_of_several_columns_is_worked_out_for_each_combination_of_their_values(table):
    key = 'CONCAT("given", \'+\', "known")'
    store = store_of(table, names=[*table, key])
    for row in range(len(store)):
        texts = {name: store.texts(row, column=name) or ("",) for name in table}
        expected = {f"{given}+{known}" for given in texts["given"] for known in texts["known"]}
        assert set(store.texts(row, column=key)) == expected


def test_an_expression_says_what_a_missing_value_is():
    store = store_of({"name": ["amy", None, "zoë"]}, names=["name", "COALESCE(\"name\", 'nobody')"])
    assert sorted(store.texts(row, column=store.names[1]) for row in range(3)) == [("amy",), ("nobody",), ("zoë",)]


@pytest.mark.parametrize("ids", [[10, 9, 2, 100], ["10", "9", "2", "100"], ["é", "z", "a", "🙂"]])
@pytest.mark.parametrize("coded", [False, True])
def test_ids_are_coded_in_their_own_order(ids, coded):
    given_ids = pa.array(ids).dictionary_encode() if coded else pa.array(ids)
    store = stored(arrow({"name": list("abca")}), names=["name", BY_ID], by=["name"], ids=given_ids)
    found = sorted(range(4), key=lambda row: store.rows.codes[row, 1])
    key = str.encode if isinstance(ids[0], str) else int
    assert [ids[store.order[row]] for row in found] == sorted(ids, key=key)

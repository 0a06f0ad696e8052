"""Coded columns: distinct values, lists, characters and hashes."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.columns.encode import as_text, coded, encoded
from wraparound.matching.columns.letters import characters
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.model import Letters

words = st.lists(st.text(max_size=8), min_size=1, max_size=12, unique=True)
cells = st.lists(st.none() | st.sampled_from(["Amy", "Zoë", "", "漢字"]), min_size=1, max_size=20)


@given(cells, st.booleans())
def test_codes_lead_back_to_the_values_and_nought_is_missing(column, as_dictionary):
    given_column = pa.array(column, pa.string())
    codes, distinct = coded(given_column.dictionary_encode() if as_dictionary else given_column)
    texts = [None, *distinct.to_pylist()]
    assert [texts[code] for code in codes] == column


def test_a_dictionary_that_repeats_itself_or_holds_nothing_is_coded_anew():
    odd = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 3, None]), pa.array(["a", "b", "a", None]))
    codes, distinct = coded(odd)
    assert codes[0] == codes[2] != codes[1]
    assert codes[3] == codes[4] == 0
    assert distinct.drop_null().to_pylist() == ["a", "b"]


@given(st.lists(st.none() | st.lists(st.none() | st.sampled_from("abc"), max_size=4), min_size=1, max_size=12))
def test_a_row_of_several_values_keeps_each_of_them_once(column):
    found = encoded(pa.array(column, pa.list_(pa.string())), out=np.empty(len(column), np.int32))
    texts = [None, *found.distinct.to_pylist()]
    for code, values in zip(found.codes, column, strict=True):
        several = found.list_codes[found.list_start[-code - 1] : found.list_start[-code]] if code < 0 else [code]
        expected = dict.fromkeys(value for value in values or [] if value is not None)
        assert [texts[k] for k in several if k] == list(expected)
        assert (code < 0) == (len(expected) > 1)


@pytest.mark.parametrize(("value", "expected"), [(True, "1"), (12, "12"), ("x", "x")])
def test_values_of_any_type_are_compared_as_text(value, expected):
    assert as_text(pa.array([value])).to_pylist() == [expected]


def laid(values, *, letters=Letters.CHARACTERS):
    """Lay out the letters of values, and give where each begins, how many it has, its set of them, and all of them."""
    cards = np.zeros((len(values), 2), np.uint64)
    chars = characters([pa.array(values)], cards=cards, places=[0], letters=letters)
    return (cards[:, 0] >> np.uint64(9)).tolist(), (cards[:, 0] & np.uint64(511)).tolist(), cards[:, 1].tolist(), chars


@given(words)
def test_characters_are_code_points_and_never_bytes(values):
    start, length, _, chars = laid(values)
    assert length == [len(value) for value in values]
    assert start == [sum(map(len, values[:k])) for k in range(len(values))]
    letters = "".join(values)
    assert [chars[i] == chars[i + 1] for i in range(len(letters) - 1)] == [x == y for x, y in pairwise(letters)]
    assert len(set(chars.tolist())) == len(set(letters))


@given(words)
def test_measured_by_bytes_a_value_is_its_utf_8(values):
    start, _, _, chars = laid(values, letters=Letters.BYTES)
    ends = [*start[1:], len(chars)]
    found = [bytes(chars[b:e].astype(np.uint8)) for b, e in zip(start, ends, strict=True)]
    assert found == [value.encode() for value in values]


@given(words)
def test_the_letters_of_a_value_are_told_by_bits(values):
    mask = laid(values)[2]
    for x, bits in zip(values, mask, strict=True):
        assert len(set(x)) >= bits.bit_count() >= len(set(x)) * (len(set("".join(values))) <= 63)
        assert all(bits & other == bits or not set(x) <= set(y) for y, other in zip(values, mask, strict=True))


@given(words)
def test_a_hash_depends_on_the_content_alone(values):
    hashes = content_hashes_of(pa.array(values))
    assert content_hashes_of(pa.array(values[::-1])).tolist() == hashes[::-1].tolist()
    assert len(set(hashes.tolist())) == len(values)
    assert content_hashes_of(pa.array(["before", *values])[1:]).tolist() == hashes.tolist()


def test_letters_laid_by_several_threads_lie_where_their_cards_say():
    chance = np.random.default_rng(8)
    columns = [
        ["é" * (k % 5) + str(k) for k in chance.integers(0, 10**9, size).tolist()] for size in (3_000, 10, 2_500)
    ]
    columns[1][3] = "long" * 90
    cards = np.zeros((1 + sum(map(len, columns)), 2), np.uint64)
    places = [1, 3_001, 3_011]
    laid = characters([pa.array(column) for column in columns], cards=cards, places=places)
    read = [
        "".join(map(chr, laid[int(card) >> 9 : (int(card) >> 9) + (int(card) & 511)])) for card in cards[1:, 0].tolist()
    ]
    assert read == [text[:256] for column in columns for text in column]

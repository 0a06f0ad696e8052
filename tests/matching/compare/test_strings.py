"""Similarities and distances, held against rapidfuzz."""

import random

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein, Jaro, JaroWinkler, Levenshtein

from wraparound.matching.columns.letters import characters
from wraparound.matching.compare.jaro import PLACES, jaro, may_reach, winkler
from wraparound.matching.compare.memory import address
from wraparound.matching.compare.strings import (
    LONGEST,
    String,
    common_prefix,
    damerau_levenshtein,
    levenshtein,
    one_edit,
    shared_characters,
    trimmed,
    working_room,
)
from wraparound.matching.model import Letters

ROOM = working_room()
AT = address(ROOM)
NAMES = ["", "a", "MARTHA", "MARHTA", "DIXON", "DICKSONX", "Zoë", "Zoe", "O'Neill", "漢字", "字漢", "محمد", "ab", "ba"]
few_letters = st.text("abcé漢", max_size=9)
many_letters = st.text(max_size=30)
long = st.builds(
    lambda head, body, times: head + body * times,
    few_letters,
    st.text("abc", min_size=1, max_size=9),
    st.integers(7, 40),
)
alike = st.text("abcšŢ", min_size=10, max_size=64)  # a and š, b and Ţ have their notes in one place
words = few_letters | many_letters | long | alike | st.sampled_from(NAMES)


class Two:
    """Two strings laid in memory as the engine lays them, cut to what it compares."""

    def __init__(self, x: str, y: str, *, letters: Letters = Letters.CHARACTERS, beside: tuple[str, ...] = ()) -> None:
        cards = np.zeros((2 + len(beside), 2), np.uint64)
        self.chars = characters([pa.array([x, y, *beside])], cards=cards, places=[0], letters=letters)
        self.x, self.y = (
            String(address(self.chars) + 2 * (int(card) >> 9), int(card) & 511, mask) for card, mask in cards[:2]
        )


@given(words, words)
def test_jaro_is_the_same_as_elsewhere(x, y):
    two = Two(x, y)
    assert jaro(two.x, two.y, AT) == pytest.approx(Jaro.similarity(x[:LONGEST], y[:LONGEST]))
    assert not ROOM[PLACES:].any()


@given(words, words)
def test_jaro_winkler_favours_the_same_beginning(x, y):
    two = Two(x, y)
    found = winkler(jaro(two.x, two.y, AT), common_prefix(two.x, two.y, 4))
    assert found == pytest.approx(JaroWinkler.similarity(x[:LONGEST], y[:LONGEST]))


@given(words, words, st.sampled_from([0.7, 0.8, 0.88, 0.92, 0.97]))
def test_a_pair_that_reaches_a_similarity_is_never_thought_unable_to(x, y, least):
    two = Two(x, y)
    assert may_reach(two.x, two.y, least) or Jaro.similarity(x[:LONGEST], y[:LONGEST]) < least


def test_letters_that_only_one_has_rule_a_high_similarity_out():
    two = Two("oliver", "amy")
    assert not may_reach(two.x, two.y, 0.8)


@pytest.mark.parametrize(
    ("ours", "theirs"), [(levenshtein, Levenshtein.distance), (damerau_levenshtein, DamerauLevenshtein.distance)]
)
@given(x=words, y=words, most=st.integers(0, 12), cut=st.booleans())
def test_a_distance_is_exact_up_to_its_cutoff_and_above_it_beyond(ours, theirs, x, y, most, cut):
    two = Two(x, y)
    left, right = trimmed(two.x, two.y) if cut else (two.x, two.y)
    found, true = ours(left, right, most, AT), theirs(x[:LONGEST], y[:LONGEST])
    assert found == true if true <= most else found > most


@pytest.mark.parametrize(
    ("x", "y", "swaps"), [("ab", "ba", 1), ("ca", "abc", 2), ("Zoë", "Zëo", 1), ("a" * 300, "a" * 299, 0)]
)
def test_neighbours_that_changed_places_are_one_edit(x, y, swaps):
    two = Two(x, y)
    assert damerau_levenshtein(two.x, two.y, 9, AT) == swaps


@pytest.mark.parametrize("swaps", [False, True])
@given(x=words, y=words, at=st.integers(0, 30), kind=st.sampled_from(["none", "swap", "drop", "change"]))
def test_none_and_one_edit_are_told_without_counting(swaps, x, y, at, kind):
    near = {
        "none": y,
        "swap": x[:at] + x[at : at + 2][::-1] + x[at + 2 :],
        "drop": x[:at] + x[at + 1 :],
        "change": x[:at] + "b" + x[at + 1 :],
    }[kind]
    two = Two(x, near)
    true = (DamerauLevenshtein if swaps else Levenshtein).distance(x[:LONGEST], near[:LONGEST])
    assert one_edit(*trimmed(two.x, two.y), swaps) == min(true, 2)


@given(words, words)
def test_what_two_strings_share_at_both_ends_is_taken_away(x, y):
    two = Two(x, y)
    left, right = trimmed(two.x, two.y)
    away = two.x.length - left.length
    assert away == two.y.length - right.length
    assert 0 <= away <= min(two.x.length, two.y.length)
    assert (
        not (left.length and right.length)
        or x[:LONGEST][(left.place - two.x.place) // 2] != y[:LONGEST][(right.place - two.y.place) // 2]
    )


@given(few_letters, few_letters)
def test_shared_characters_are_counted_as_sets(x, y):
    two = Two(x, y)
    either = set(x) | set(y)
    assert shared_characters(two.x, two.y) == pytest.approx(len(set(x) & set(y)) / len(either) if either else 0.0)


@given(many_letters, many_letters)
def test_shared_characters_are_counted_exactly_among_more_letters_than_there_are_bits(x, y):
    two = Two(x, y, beside=tuple(map(chr, range(0x400, 0x450))))
    either = set(x) | set(y)
    assert shared_characters(two.x, two.y) == pytest.approx(len(set(x) & set(y)) / len(either) if either else 0.0)


def slipped(chance: random.Random, word: str) -> str:
    """Change a word a little, and keep something of it."""
    letters = list(word)
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(letters) + 1)
        letters[place : place + chance.randrange(2)] = chance.choice("aeéèüß明ا🙂 ")
    return "".join(letters) or "a"


def test_measured_by_bytes_every_measure_is_duckdbs_to_the_last_bit():
    chance = random.Random(1)
    words = [
        "".join(chance.choice("aabcdeéèüöß小明اب🙂-") for _ in range(chance.randrange(1, 14))) for _ in range(1500)
    ]
    pairs = pa.table({"x": words, "y": [slipped(chance, word) for word in words]})
    with duckdb.connect() as database:
        database.register("pairs", pairs)
        expected = database.sql(
            "SELECT x, y, jaro_similarity(x, y), jaro_winkler_similarity(x, y), jaccard(x, y), "
            "levenshtein(x, y), damerau_levenshtein(x, y) FROM pairs"
        ).fetchall()
    by_characters = 0
    for x, y, *measured in expected:
        two, other = Two(x, y, letters=Letters.BYTES), Two(x, y)
        assert all_measures(two) == tuple(measured)
        by_characters += all_measures(other) != tuple(measured)
    assert by_characters > 500


def all_measures(two: Two) -> tuple[float, ...]:
    similarity, most = jaro(two.x, two.y, AT), LONGEST
    return (
        similarity,
        winkler(similarity, common_prefix(two.x, two.y, 4)),
        shared_characters(two.x, two.y),
        levenshtein(two.x, two.y, most, AT),
        damerau_levenshtein(two.x, two.y, most, AT),
    )

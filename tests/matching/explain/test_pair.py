"""A pair's explanation: it adds up to the engine's weight, and says so in words, data and pictures."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tests.matching.explain.conftest import HOSTILE, linked_table
from wraparound.matching import explain
from wraparound.matching.explain.weighing import Scales
from wraparound.matching.model import HOUSEHOLD, TWINS, Alternatives
from wraparound.matching.pipeline.link import judged
from wraparound.matching.pipeline.said import Answers
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.words import Belief

SVG = "{http://www.w3.org/2000/svg}"


def pairs_of(linked, *, count, seed=0):
    """Draw kept pairs and pairs of any records."""
    chance = np.random.default_rng(seed)
    kept = chance.integers(0, len(linked.pairs), count)
    some = [(int(linked.pairs.left[k]), int(linked.pairs.right[k])) for k in kept]
    strangers = chance.integers(0, len(linked.store), (count, 2))
    return some + [(int(i), int(j)) for i, j in strangers if i != j]


@pytest.fixture(scope="module")
def explained(linked):
    scales = Scales(linked)
    return [(pair, scales.explained(pair[0], right=pair[1])) for pair in pairs_of(linked, count=400)]


def test_the_parts_add_up_to_the_weight_that_the_engine_gives(linked, explained):
    scales = Scales(linked)
    for (left, right), told in explained:
        assert told.weight == pytest.approx(scales.weight(left, right=right), abs=1e-9)
        parts = told.prior + sum(piece.bits + piece.adjustment for piece in told.evidence)
        assert parts + told.carelessness + told.rivals.against == pytest.approx(told.weight, abs=1e-9)


def test_the_weight_is_that_of_the_kept_pair(linked):
    scales, chance = Scales(linked), np.random.default_rng(3)
    for k in chance.integers(0, len(linked.pairs), 200):
        told = scales.explained(int(linked.pairs.left[k]), right=int(linked.pairs.right[k]))
        assert told.weight == pytest.approx(float(linked.pairs.weight[k]), abs=1e-6)


def test_a_model_without_alternatives_has_a_sum_against_chance_only(linked, area):
    plain = replace(linked, model=replace(linked.model, alternatives=Alternatives()))
    scales = Scales(plain)
    for left, right in pairs_of(linked, count=100):
        told = scales.explained(left, right=right)
        assert told.rivals.against == 0.0
        assert told.carelessness == pytest.approx(0.0, abs=1e-9)
        assert told.weight == told.chance == pytest.approx(scales.weight(left, right=right), abs=1e-9)
        assert not any("twins" in sentence or "household" in sentence for sentence in told.sentences())


def test_a_pair_weighs_the_same_from_either_side_with_its_values_exchanged(linked):
    scales = Scales(linked)
    for left, right in pairs_of(linked, count=30):
        one, other = scales.explained(left, right=right), scales.explained(right, right=left)
        assert one.weight == other.weight
        assert (one.left, one.right) == (other.right, other.left)
        for here, there in zip(one.evidence, other.evidence, strict=True):
            assert here.written == there.written[::-1]
            assert here.compared == there.compared[::-1]


def test_every_sentence_ends_in_its_bits(explained):
    for _, told in explained:
        said = told.sentences()
        assert said[-2].startswith("in all: ")
        assert all(piece.sentence in said for piece in told.evidence if not piece.is_missing)
        assert all(float(p.sentence.rpartition(": ")[2].replace("−", "-")) == round(p.weight, 1) for p in told.evidence)


def test_twins_are_told_apart_by_what_twins_do_not_share(explained):
    rivals = [told for _, told in explained if told.rivals.likeliest == TWINS and told.rivals.against < -5]
    assert rivals
    for told in rivals:
        assert "twins would share" in told.rival_words
        assert "birth date" in told.rival_words
        assert "first name" not in told.rival_words
        assert told.weight < told.chance


def test_housemates_are_told_apart_by_what_a_household_does_not_share(explained):
    rivals = [told for _, told in explained if told.rivals.likeliest == HOUSEHOLD and told.rivals.against < -5]
    assert rivals
    for told in rivals:
        assert "two people of one household would share" in told.rival_words
        assert "birth date" not in told.rival_words


def test_a_rare_value_is_called_rare_and_says_how_rare(explained):
    rare = [piece for _, told in explained for piece in told.evidence if ", rare" in piece.sentence]
    assert rare
    for piece in rare:
        assert piece.frequency.words.startswith("1 in ")
        assert piece.adjustment >= 1


def test_values_stand_as_written_and_as_compared(linked):
    left = explain.record_called(linked, key=linked.gathered.keys[7].as_py())
    told = explain.pair(linked, left=left, right=(left + 1) % len(linked.store))
    assert told.left == linked.gathered.keys[7].as_py()
    surname = next(piece for piece in told.evidence if piece.comparison == "surname")
    raw = linked.gathered.given["surname"][0][7].as_py()
    assert surname.written[0].startswith(raw)
    assert raw.split()[0].lower()[:1] in surname.compared[0]


def test_a_record_that_is_not_there_is_refused_in_words(linked):
    with pytest.raises(explain.CannotFind, match=r"no record called nowhere/1.*the sources are .*police"):
        explain.record_called(linked, key="nowhere/1")


def test_verified_numbers_that_differ_keep_two_records_apart_and_the_explanation_says_so(linked):
    scales = Scales(linked)
    guard = linked.store.place["nhs_number_guard"]
    codes = linked.store.rows.codes[:, guard]
    first, second = np.flatnonzero(codes > 0)[:2]
    while codes[first] == codes[second]:
        second += 1
    told = scales.explained(int(first), right=int(second))
    assert told.bars == ("each has a verified NHS number, and they differ",)
    assert told.verdict.startswith("Kept apart: each has a verified NHS number")


def test_a_source_that_holds_a_person_once_keeps_its_records_apart(area, linked):
    once = linked_table(area.slice(0, 300), duplicates="forbidden", model=linked.model)
    source = once.store.source
    first = 0
    second = int(np.flatnonzero(source[1:] == source[0])[0]) + 1
    forbidden = np.ones_like(once.permits.forbidden)
    once_forbidden = replace(once, permits=Permits.of(source, forbidden=forbidden, across_only=False))
    told = explain.pair(once_forbidden, left=first, right=second)
    assert "where one person has one record" in told.verdict


def test_a_persons_answer_has_the_last_word_in_the_explanation(linked):
    together = np.flatnonzero(linked.person[linked.pairs.left] == linked.person[linked.pairs.right])
    left, right = (int(side[together[0]]) for side in (linked.pairs.left, linked.pairs.right))
    rows = linked.store.order[[[left, right]]].astype(np.int64)
    told = explain.pair(judged(linked, answers=Answers(different=rows)), left=left, right=right)
    assert told.verdict == "A person has said that they are two people: kept apart."
    assert told.belief is Belief.NOT_THE_SAME
    told = explain.pair(judged(linked, answers=Answers(same=rows)), left=left, right=right)
    assert told.verdict == "A person has said that they are one person: joined as one person."
    assert told.weight == explain.pair(linked, left=left, right=right).weight


def test_the_explanation_is_plain_data(explained):
    for _, told in explained[:20]:
        data = json.loads(json.dumps(told.as_dict()))
        assert data["weight"] == told.weight
        assert data["belief"] in set(map(str, Belief))
        assert len(data["evidence"]) == len(told.evidence)
        assert 0.0 <= data["probability"] <= 1.0


def test_the_waterfall_is_a_picture_with_a_title_and_a_description(explained):
    for _, told in explained[:50]:
        root = ET.fromstring(told.svg())
        assert root.get("role") == "img"
        assert root.get("viewBox")
        names = [root.find(SVG + part).get("id") for part in ("title", "desc")]
        assert root.get("aria-labelledby").split() == names
        assert told.in_words in root.find(SVG + "desc").text
        shown = "".join(root.itertext())
        assert "for" in shown
        assert "against" in shown


def test_no_value_breaks_out_of_the_page(hostile):
    scales = Scales(hostile)
    for left in range(0, len(hostile.store), 3):
        for right in range(left + 1, len(hostile.store), 5):
            told = scales.explained(left, right=right)
            for page in (told.svg(), told.table_html()):
                ET.fromstring(page)
                assert not any(sign in page for sign in ("<script", "<img", "\x00", "\u202e", "onerror='"))
            assert len(told.svg()) < 40_000


def test_a_long_value_is_shortened_with_the_whole_in_its_title(hostile):
    record = next(
        r for r in range(len(hostile.store)) if Scales(hostile).records.written(r, field="surname")[0][:3] == "xxx"
    )
    table = explain.pair(hostile, left=record, right=(record + 1) % len(hostile.store)).table_html()
    assert f'title="{HOSTILE[8]}"' in table
    shown = ET.fromstring(table).itertext()
    assert max(map(len, shown)) < 200

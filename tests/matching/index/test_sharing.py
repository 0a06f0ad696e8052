"""Those who share most with a query are found, though each thing that they share may be common."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.index.invented import MODEL, PEOPLE, SENTINEL, built
from wraparound.matching.index import Record, open_index
from wraparound.matching.model import Op

CARERS = ("Ada Hart", "Bo Lane", "Cy Marsh", "Di Poole")
SCHOOLS = tuple(f"90010{number}" for number in range(5))
HOMES = ("Orchard Street", "Mill Lane", "Tanner Row")


def one_of(number):
    """Give one of the records of a small area, in which everything is common."""
    told = {
        "given_names": ("Sam", "Priya", "Tom")[number % 3],
        "surname": ("Alder", "Birch")[number % 2],
        "carer_name": CARERS[number % 7 % 4],
        "school": SCHOOLS[number % 11 % 5],
        "address": f"{number} {HOMES[number % 13 % 3]}, Millby",
    }
    return Record(f"x/{number}", told)


AREA = tuple(one_of(number) for number in range(1, 61))


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    everyone = (SENTINEL, *PEOPLE, *AREA)
    with open_index(built(everyone, model=MODEL, directory=tmp_path_factory.mktemp("index"))) as index:
        yield index


def sharing(index, query, **more):
    return index.sharing(query, **{"besides": {}, **more})


@given(st.sampled_from(CARERS), st.sampled_from(SCHOOLS), st.sampled_from([None, *HOMES]))
@settings(max_examples=60)
def test_everyone_gets_the_bits_of_all_that_they_share(index, carer, school, home):
    everyone = (SENTINEL, *PEOPLE, *AREA)
    held = [one.said for one in everyone]
    asked = {"carer_name": carer, "school": school}
    with_home = [one for one in held if home and home in one.get("address", "")]

    def bits(count):
        return round(16 * math.log2(len(held) / count)) / 16

    expected = {}
    for record in everyone:
        shared = [
            bits(sum(one.get(field) == value for one in held))
            for field, value in asked.items()
            if record.said.get(field) == value
        ]
        shared += [bits(len(with_home))] if home and record.said in with_home else []
        if shared:
            expected[record.key] = round(sum(shared) - math.log2(len(held)), 6)
    found = sharing(index, asked, address_words=home or "")
    assert {key: round(odds, 6) for key, odds in found} == expected
    assert found == sorted(found, key=lambda one: (-one[1], one[0]))


def test_of_one_field_only_the_rarest_counts(index):
    together = dict(sharing(index, {"name": "Sam Alder"}))
    assert together["x/6"] == max(together.values())
    assert together["x/6"] == pytest.approx(
        dict(sharing(index, {"given_names": "Sam"}))["x/6"]
        + dict(sharing(index, {"surname": "Alder"}))["x/6"]
        + math.log2(len(index))
    )


def test_what_is_said_besides_counts_no_more_than_what_is_said(index):
    said = dict(sharing(index, {"school": SCHOOLS[0]}))
    both = dict(sharing(index, {"school": SCHOOLS[0]}, besides={"school": "900200"}))  # which one record has
    assert both["schools/3"] == pytest.approx(max(said.values()))


def test_where_too_many_share_alike_nobody_is_told(index):
    asked = {"carer_name": CARERS[1]}
    count = len(sharing(index, asked))
    assert count > 5
    assert sharing(index, asked, most=count - 1) == []
    assert len(sharing(index, asked, most=count)) == count


def test_what_nobody_has_leads_to_nobody_and_nothing_is_left_of_a_query(index):
    before = sharing(index, {"school": SCHOOLS[0]})
    assert sharing(index, {"school": "900999"}) == []
    assert sharing(index, {}, address_words="Nowhere Drive") == []
    assert sharing(index, {"school": SCHOOLS[0]}) == before


def test_records_put_since_and_taken_away_are_shared_with_or_not(tmp_path):
    directory = built((SENTINEL, *AREA), model=MODEL, directory=tmp_path)
    with open_index(directory, write=True) as index:
        index.put(
            [Record("new/1", {"given_names": "Priya", "school": SCHOOLS[0]}), Record("x/5", {"school": "900777"})]
        )
        index.remove(["x/1"])
        found = {key for key, _ in sharing(index, {"school": SCHOOLS[0]})}
        assert "new/1" in found
        assert not {"x/5", "x/1"} & found
        assert {key for key, _ in sharing(index, {"school": "900777"})} == {"x/5"}


def without_the_same_address(comparison):
    levels = [one for one in comparison.levels if (one.test.op, one.test.left) != (Op.SAME, "address")]
    return replace(comparison, levels=tuple(levels))


def test_a_street_leads_to_nobody_where_no_address_is_compared_as_a_whole(tmp_path):
    model = replace(MODEL, comparisons=tuple(map(without_the_same_address, MODEL.comparisons)))
    with open_index(built((SENTINEL, *AREA), model=model, directory=tmp_path)) as index:
        assert sharing(index, {}, address_words="Mill Lane") == []
        assert sharing(index, {"school": SCHOOLS[0]}, address_words="Mill Lane")

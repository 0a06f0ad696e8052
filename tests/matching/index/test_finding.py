"""Records are found by any part of what is known, however it is spelt, and a search says what it did not look at."""

from contextlib import suppress
from datetime import date

import pytest

from tests.matching.index.invented import MODEL, PEOPLE, SENTINEL, SOPHIA, built, keys_found
from wraparound.matching.index import CannotFind, Record, open_index

ON = date(2026, 1, 31)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with open_index(built((SENTINEL, *PEOPLE), model=MODEL, directory=tmp_path_factory.mktemp("index"))) as index:
        yield index


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"given_names": "Sophia", "surname": "Adeyemi"}, "health/1"),
        ({"given_names": "Sofia", "surname": "Adeyemy"}, "schools/1"),
        ({"surname": "ADEYEMI"}, "health/1"),
        ({"given_names": "Mohamed", "surname": "al khatib"}, "health/2"),
        ({"name": "Khatib Mohammad"}, "police/2"),
        ({"name": "rose ADEYEMI sophia"}, "health/1"),
        ({"full_name": "Adeyemi, Sophia"}, "health/1"),
        ({"known_as": "Zeb", "surname": "Hart"}, "seed/0"),
        ({"given_names": "Lukasz", "surname": "Sliwinski"}, "schools/3"),
        ({"birth_date": "12/03/2016"}, "health/1"),
        ({"birth_date": "March 2016"}, "health/1"),
        ({"birth_date": "2016", "surname": "Adeyemi"}, "schools/1"),
        ({"birth_date": "03/12/2016", "given_names": "Sophia"}, "health/1"),
        ({"age": "9", "given_names": "Sophia"}, "health/1"),
        ({"age": "about 10", "surname": "Adeyemi"}, "health/1"),
        ({"nhs_number": "999 000 0182"}, "health/1"),
        ({"identifier": "999-000-0182"}, "health/1"),
        ({"upn": "e101200115001"}, "seed/0"),
        ({"phone": "+44 7700 900123"}, "health/1"),
        ({"phone_ending": "900123"}, "health/1"),
        ({"phone_ending": "0456"}, "health/2"),
        ({"address": "12 Orchard Street, Millby"}, "health/1"),
        ({"address_words": "orchard 14"}, "schools/3"),
        ({"postcode": "qa34bd"}, "health/2"),
        ({"postcode": "QA3 4", "sex": "M"}, "health/2"),
        ({"postcode": "QA3", "given_names": "Muhammed"}, "health/2"),
        ({"previous_postcode": "QA8 1AB"}, "seed/0"),
        ({"carer_name": "Zofia Sliwinska"}, "schools/3"),
        ({"school": "900200"}, "schools/3"),
        ({"email": "ZEB@example.org"}, "seed/0"),
    ],
    ids=str,
)
def test_a_record_is_found_by_any_part_of_what_is_known(index, query, key):
    found = index.find(query, on=ON)
    assert key in [hit.key for hit in found if hit.person == found[0].person]


def test_a_record_with_two_wrong_fields_is_still_first(index):
    query = {**SOPHIA, "surname": "Okafor", "birth_date": "2015-01-01"}
    assert keys_found(index, query)[0] == "health/1"


def test_a_hit_says_who_how_sure_and_why(index):
    hit = index.find(SOPHIA)[0]
    assert (hit.key, hit.person) == ("health/1", "p1")
    assert hit.probability == pytest.approx(1 / (1 + 2**-hit.weight))
    assert hit.probability > 0.5
    reasons = {reason.field: reason for reason in hit.why}
    assert reasons["surname"].asked == reasons["surname"].held == ("adeyemi",)
    assert "same surname: +" in str(reasons["surname"])
    assert hit.weight < sum(reason.bits for reason in hit.why)


def test_reasons_stay_good_after_another_search(index):
    first = index.find(SOPHIA)[0]
    expected = first.why
    index.find({"surname": "Al-Khatib"})
    assert first.why == expected


def test_hits_come_best_first_and_no_more_than_asked_for(index):
    found = index.find({"postcode": "QA1 2AB"}, limit=2)
    assert len(found) == 2
    assert [hit.weight for hit in found] == sorted((hit.weight for hit in found), reverse=True)
    assert repr(found[0]) in repr(found)
    assert found[:1] == [found[0]]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, "empty"),
        ({"surname": ""}, "empty"),
        ({"surname": None, "given_names": ()}, "empty"),
        ({"birth_date": "soon"}, "Nothing of the query"),
        ({"given_names": "Baby", "surname": "Unknown"}, "Nothing of the query"),
        ({"nhs_number": "9990000183"}, "Nothing of the query"),
        ({"shoe_size": "4"}, "shoe_size"),
        ({"age": "seven"}, "no age"),
        ({"age": "7"}, "on"),
        ({"phone_ending": "12"}, "too short"),
        ({"surname": "xy" * 3000}, "bytes"),
    ],
)
def test_a_query_that_says_nothing_is_refused_in_words(index, query, says):
    with pytest.raises(CannotFind, match=says):
        index.find(query, on=None if query == {"age": "7"} else ON)


@pytest.mark.parametrize("name", ["😀", "𞤀𞤁𞤂", "عائشة", "李", "\ud800", "a\u0301", "\x00", "ß" * 300, "'" * 9])
def test_any_letters_can_be_asked_for(index, name):
    with suppress(CannotFind):
        index.find({"surname": name, "given_names": name})


def test_a_common_surname_alone_is_bounded_and_says_so(tmp_path):
    many = [{"given_names": "Ann", "surname": "Smith", "school": str(900_000 + k % 700)} for k in range(7_000)]
    many += [{"given_names": "Bo", "surname": f"Vale{chr(97 + k)}"} for k in range(20)]
    records = [Record(f"s/{k}", said) for k, said in enumerate(many)]
    with open_index(built((SENTINEL, *records), model=MODEL, directory=tmp_path)) as index:
        found = index.find({"surname": "Smith"})
        assert len(found) == 10
        assert found.left_out[0].records == 7_000
        assert "7,000 records with the same surname" in str(found.left_out[0])
        narrowed = index.find({"surname": "Smith", "school": "900003"})
        assert {reason.held for hit in narrowed for reason in hit.why if reason.field == "school"} == {("900003",)}

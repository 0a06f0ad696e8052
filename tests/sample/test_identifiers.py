"""Every number passes its check, belongs to nobody, and marks its record as invented."""

import numpy as np
import pytest

from wraparound.kernel.identifiers import is_test_nhs_number, normal_nhs_number, normal_upn, upn_parts
from wraparound.kernel.phones import normal_phone
from wraparound.sample import is_invented
from wraparound.sample.identifiers import nhs_numbers, phones, scrambled, upns


def test_every_nhs_number_checks_and_no_two_are_one():
    slots = np.concatenate([np.arange(3_000), np.arange(899_000, 903_000), np.arange(5_000_000, 5_001_000)])
    made = [str(number) for number in nhs_numbers(slots, shift=5).tolist()]
    assert len(set(made)) == len(made)
    assert all(normal_nhs_number(number) == number for number in made)


def test_the_first_nine_hundred_thousand_nhs_numbers_are_in_the_test_range_and_all_begin_with_nine():
    made = nhs_numbers(np.arange(0, 900_000, 977), shift=5)
    assert all(is_test_nhs_number(str(number)) for number in made.tolist())
    beyond = nhs_numbers(np.asarray([902_000, 3_000_000, 80_000_000]), shift=5)
    assert all(str(number).startswith("9") and not is_test_nhs_number(str(number)) for number in beyond.tolist())


def test_more_people_than_there_are_numbers_is_refused():
    with pytest.raises(ValueError, match="beyond"):
        nhs_numbers(np.asarray([100_000_000]), shift=5)


def test_twins_can_get_neighbouring_numbers():
    first, second = nhs_numbers(np.asarray([20, 21]), shift=5).tolist()
    assert 0 < second // 10 - first // 10 <= 2


def test_every_pupil_number_has_its_check_letter_and_an_authority_that_is_not_in_use():
    many = np.arange(500)
    made = upns(101, school=2_000 + many, year=many % 30, serial=many)
    assert all(normal_upn(number) == number for number in made)
    assert {upn_parts(number).la for number in made} == {"101"}


def test_telephones_are_read_as_numbers_and_begin_where_no_range_is_opened():
    made = phones(np.random.default_rng(1), start="04", size=50)
    assert all(number.startswith("04") and normal_phone(number) for number in made)


def test_scrambled_numbers_stay_apart():
    assert len(set(scrambled(np.arange(100_000), shift=9).tolist())) == 100_000


def test_every_record_of_every_source_is_known_as_invented(small):
    for source, table in small.sources.items():
        for record in table.to_pylist():
            assert is_invented(record), (source, record)
    assert all(is_invented(record) for record in small.flat.to_pylist())


@pytest.mark.parametrize(
    "real",
    [
        {"number": "485 777 3456"},
        {"postcode": "SW1A 1AA"},
        {"phone": "07700 900123"},
        {"phone": "+441632960123"},
        {"upn": "H801200001001"},
    ],
)
def test_a_record_with_one_real_looking_value_is_not_invented(real):
    assert is_invented({"id": "QX-HE-00000001"})
    assert not is_invented({"id": "QX-HE-00000001"} | real)


def test_a_record_without_our_identifier_is_not_invented():
    assert not is_invented({"id": "12345", "postcode": "QA1 1AA"})

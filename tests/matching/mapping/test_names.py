"""Column names are understood in the spellings agencies use."""

import pytest

from wraparound.matching.mapping.names import meaning, parts_of, spellings
from wraparound.matching.words import Field


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("DateOfBirth", ["date", "of", "birth"]),
        ("NHSNumber", ["nhs", "number"]),
        ("address_line_1", ["address", "line", "1"]),
        ("D.O.B.", ["d", "o", "b"]),
        ("", []),
    ],
)
def test_a_name_is_taken_apart(name, parts):
    assert parts_of(name) == parts


@pytest.mark.parametrize(
    ("means", "names"),
    [
        ("birth_date", "DOB date_of_birth BirthDate BIRTH-DATE PersonBirthDate child_dob Pupil.DOB D.O.B. dob_clean"),
        ("given_names", "forename first_name fname givenname GIVEN_NAME middle_name PupilForename2 legal_first_name"),
        ("surname", "surname last_name lname family_name SURNAME_STD child_surname"),
        ("known_as", "known_as preferred alias nickname PreferredForename"),
        ("previous_surname", "maiden_name former_name FormerSurname previous_surname prev_last_name BirthName"),
        ("postcode", "postcode zip zip_code post_code pc home_postcode_1 PCD"),
        ("previous_postcode", "previous_postcode old_post_code PriorPostcode"),
        ("line_1", "address_1 addr1 address_line_1 HomeAddressLine1"),
        ("house_number", "street_number house_no HouseNumber PAON"),
        ("town", "suburb city town place birth_place CITY_DESC"),
        ("county", "state county"),
        ("phone", "phone tel mobile TelephoneNo mobile_number contact_number"),
        ("email", "email e_mail EmailAddress contact_email_2"),
        ("sex", "sex gender GenderCode"),
        ("nhs_number", "nhs nhs_no nhsnumber NHS_NUMBER_1"),
        ("nhs_number_verified", "NHSNumberStatus nhs_no_verified nhs_traced"),
        ("upn", "upn FormerUPN unique_pupil_number"),
        ("upn_verified", "upn_verified UPNConfirmed"),
        ("uln", "uln"),
        ("identifier", "soc_sec_id ssn national_insurance passport customer_number"),
        ("carer_name", "mother_name ParentSurname NextOfKin guardian_full_name"),
        ("school", "school urn SchoolName"),
        ("surgery", "gp surgery practice GPPracticeCode"),
        ("source", "source dataset source_dataset system"),
        ("id", "unique_id id rec_id record_id pk"),
        ("truth", "cluster entity_id true_id person_id truth label ClusterId"),
        ("someone_else", "SchoolPostcode gp_phone social_worker_name mother_dob"),
        ("event", "ReferralDate date_closed start_date registration_dt"),
        ("derived", "surname_soundex initials"),
        ("", "xyz value42 weather"),
    ],
)
def test_many_spellings_mean_one_thing(means, names):
    assert {name: meaning(name).means for name in names.split()} == dict.fromkeys(names.split(), means)


def test_a_slip_in_a_long_name_is_forgiven_and_told():
    assert meaning("date_of_brith").means == "birth_date"
    assert "close to" in meaning("date_of_brith").why


def test_every_spelling_means_a_field_or_one_of_our_words():
    ours = {"truth", "derived", "household", "row", "group_only", "title", "someone_else", "event", "local_id", "age"}
    ours |= {"line_1", "line_2", "line_3", "line_4", "birth_year", "birth_month", "birth_day", "contact", "person"}
    assert set(spellings().values()) <= ours | set(Field)

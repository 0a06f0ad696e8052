"""Sources know whom they would know, and write as well and as badly as administrative data are written."""

import numpy as np
import pandas as pd
import pytest

from wraparound.kernel.names import folded
from wraparound.sample.records.population import Size, population
from wraparound.sample.tables import SOURCES


@pytest.fixture(scope="module")
def records(area):
    truth = area.persons.to_pandas().set_index("person_id").add_prefix("true_")
    records = area.flat.to_pandas().join(truth, on="person_id")
    for name in ("given_names", "surname", "true_given_name", "true_second_name", "true_surname"):
        plain = name.replace("true_", "folded_") if name.startswith("true_") else f"written_{name}"
        records[plain] = [folded(text) if isinstance(text, str) else "" for text in records[name]]
    return records


def differs(records: pd.DataFrame, column: str, true: str) -> pd.Series:
    written = records[records[column].notna()]
    return written[column] != written[true].astype(str)


def test_every_source_knows_whom_it_would_know(records, on):
    age = (pd.Timestamp(on) - pd.to_datetime(records.true_birth_date)).dt.days / 365.25
    children = records.role == "child"
    assert set(records.source) == set(SOURCES)
    assert age[(records.source == "schools")].between(3.9, 18).all()
    assert age[(records.source == "youth_justice")].between(9.9, 18).all()
    assert age[(records.source == "early_years") & children].between(-0.1, 8.1).all()
    known = {source: set(rows.person_id) for source, rows in records[children].groupby("source")}
    everyone = set(records.person_id[children])
    assert len(known["health"]) / len(everyone) > 0.95
    assert {"housing", "police", "health"} <= set(records.source[records.role == "adult"])
    assert not (records.role == "adult")[records.source.isin(["schools", "youth_justice", "early_years"])].any()


def test_children_in_need_are_known_to_social_care(area, records):
    people = area.persons.to_pandas()
    needy = people[people.in_need & ~people.unknown].person_id
    held = set(records.person_id[records.source == "social_care"])
    assert np.mean([person in held for person in needy]) > 0.95


def test_there_are_about_three_records_for_each_child_known_and_some_have_one_some_eight(records):
    per_child = records[records.role == "child"].groupby("person_id").source.nunique()
    assert 2.5 < records[records.role == "child"].groupby("person_id").size().mean() < 4
    assert per_child.min() == 1
    assert per_child.max() >= 6


def test_some_children_are_unknown_to_anyone(area, records):
    children = area.persons.to_pandas().query("role == 'child'")
    assert 0.01 < (~children.person_id.isin(records.person_id)).mean() < 0.04


def test_names_differ_about_as_often_as_in_administrative_data(records):
    first, given = records.folded_given_name, records.written_given_names
    both = first + " " + records.folded_second_name
    assert 0.09 < ((given != first) & (given != both)).mean() < 0.14
    assert 0.055 < (records.written_surname != records.folded_surname).mean() < 0.09


def test_birth_dates_postcodes_and_numbers_are_wrong_as_often_as_told(records, on):
    born = records[(pd.to_datetime(records.true_birth_date) <= pd.Timestamp(on)) & (records.birth_date.str.len() == 10)]
    assert 0.018 < differs(born, "birth_date", "true_birth_date").mean() < 0.04
    assert 0.12 < differs(records, "postcode", "true_postcode").mean() < 0.18
    assert 0.001 < differs(records, "nhs_number", "true_nhs_number").mean() < 0.01
    assert 0.0005 < differs(records, "upn", "true_upn").mean() < 0.01


def test_numbers_are_there_as_often_as_told(records):
    there = records.groupby("source")[["nhs_number", "upn"]].agg(lambda column: column.notna().mean())
    assert 0.52 < records.nhs_number.notna().mean() < 0.62
    assert there.nhs_number["health"] > 0.98
    assert there.upn["schools"] > 0.98
    assert 0.33 < there.upn["social_care"] < 0.47
    assert there.nhs_number["police"] == 0


def test_a_wrong_number_is_hardly_ever_marked_as_verified(records):
    wrong = records[records.nhs_number.notna() & (records.nhs_number != records.true_nhs_number)]
    assert len(wrong) > 50
    assert wrong.nhs_number_verified.mean() < 0.1


def test_some_wrong_numbers_are_a_relatives_own(area, records):
    wrong = records[records.nhs_number.notna() & (records.nhs_number != records.true_nhs_number)]
    owner = area.persons.to_pandas().set_index("nhs_number").household_id
    shared = wrong[wrong.nhs_number.isin(owner.index)]
    assert len(shared) > 0.3 * len(wrong)
    assert (owner[shared.nhs_number].to_numpy() == shared.household_id.to_numpy()).mean() > 0.9


def test_slips_differ_by_source(records):
    wrong = records.written_given_names.str.split().str[0] != records.folded_given_name.str.split().str[0]
    rate = wrong.groupby(records.source).mean()
    assert rate["schools"] < rate["health"] < rate["police"]
    assert rate["police"] > 1.5 * rate["schools"]


def test_only_some_sources_hold_a_person_twice(records):
    twice = records.groupby("source").apply(lambda rows: rows.person_id.duplicated().mean(), include_groups=False)
    assert twice["social_care"] == 0
    assert twice["police"] > 0.1
    assert 0 < twice["health"] < 0.03


def test_no_record_of_a_former_identity_is_in_the_housing_or_police_files(records):
    former = records[records.true_adopted_identity.notna()]
    assert len(former) > 50


def test_a_population_of_nobody_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        next(population(Size(), seed=1))


@pytest.mark.parametrize("records", [1, 500, 2_345])
def test_exactly_so_many_records_are_made(records):
    assert sum(len(part.records.given) for part in population(Size(records=records), seed=2)) == records

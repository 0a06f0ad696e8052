"""What the forms of feeds take, and how they say what is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from wraparound.feeds.forms import ConfirmForm, FileForm, RowForm

COLUMNS = {"Ref": "id", "NHS": "nhs_number", "Status": "nhs_number_verified"}
VERIFIED = {"field": "nhs_number_verified", "true_when": ["01"]}
FORMER = {"id": "Ref", "columns": [["Ref", "id"], ["NHS", "nhs_number"], ["Status", VERIFIED]]}
SAID = {"id": "Ref", "date_order": "dmy", "holds": "changes", "covers": "All", "late_after_days": "9"}


def confirmed(**columns):
    form = ConfirmForm(SAID | columns, columns=COLUMNS)
    assert form.is_valid(), form.errors
    return dict(form.told(FORMER)["columns"])


def test_what_means_yes_stays_while_the_column_is_taken_for_the_same():
    told = confirmed(**{"column-0": "id", "column-1": "upn", "column-2": "nhs_number_verified"})
    assert told == {"Ref": "id", "NHS": "upn", "Status": {"field": "nhs_number_verified", "true_when": ["01"]}}
    assert confirmed(**{"column-0": "id", "column-1": "upn", "column-2": "ignore"})["Status"] == "ignore"


def test_a_column_cannot_be_taken_for_what_is_no_field():
    form = ConfirmForm(SAID | {"column-0": "id", "column-1": "golden", "column-2": "ignore"}, columns=COLUMNS)
    assert list(form.errors) == ["column-1"]


@pytest.mark.parametrize("day", ["2026-09-01", "01/09/2026"])
def test_a_day_may_be_written_in_either_usual_way(day):
    form = FileForm({"as_of": day}, {"file": SimpleUploadedFile("a.csv", b"a\n1\n")})
    assert form.is_valid(), form.errors


def test_a_row_is_asked_for_by_its_columns_even_where_two_sound_alike():
    form = RowForm({"column-0": "A", "column-1": "B"}, values={"First name": "", "First-name": ""})
    assert form.is_valid()
    assert form.mended() == {"First name": "A", "First-name": "B"}


def test_a_file_larger_than_any_agencys_is_refused_in_words(monkeypatch):
    monkeypatch.setattr("wraparound.feeds.forms.LARGEST", 3)
    form = FileForm({"as_of": "2026-09-01"}, {"file": SimpleUploadedFile("a.csv", b"a\n1\n")})
    assert not form.is_valid()
    assert "larger than 2 GB" in form.errors["file"][0]


FAMILY = {"Ref": "id", "Mother": "carer_name", "Mother PR": "responsibility", "Key": "relation", "Old worker": "ignore",
          "PreviousWorker": "professional"}  # fmt: skip
GUESSED = {
    "id": "Ref",
    "columns": [
        ["Ref", "id"],
        ["Mother", {"field": "carer_name", "relation": "mother"}],
        ["Mother PR", {"field": "responsibility", "of": "Mother"}],
        ["Key", {"field": "relation", "of": "Carer"}],
        ["Old worker", "ignore"],
        ["PreviousWorker", {"field": "professional", "of": "before"}],
    ],
}


def taken_for(former, **meanings):
    places = {name: f"column-{place}" for place, name in enumerate(FAMILY)}
    said = {places[name]: meanings.get(name.replace(" ", "_"), field) for name, field in FAMILY.items()}
    form = ConfirmForm(SAID | said, columns=FAMILY)
    assert form.is_valid(), form.errors
    return form.told(former)


def test_whose_a_column_is_stays_when_it_is_taken_for_another_thing_of_them():
    told = dict(taken_for(GUESSED, Mother="relative_name", Mother_PR="lives_with", PreviousWorker="professional_role")
                ["columns"])  # fmt: skip
    assert told["Mother"] == {"field": "relative_name", "relation": "mother"}
    assert told["Mother PR"] == {"field": "lives_with", "of": "Mother"}
    assert told["PreviousWorker"] == {"field": "professional_role", "of": "before"}
    assert told["Key"] == {"field": "relation", "of": "Carer"}


def test_a_column_that_was_not_used_is_about_whom_its_heading_says():
    unused = taken_for(GUESSED, Mother="ignore", Mother_PR="ignore", PreviousWorker="ignore")
    assert dict(unused["columns"])["Mother"] == "ignore"
    assert dict(taken_for(unused, Old_worker="ignore")["columns"]) == dict(GUESSED["columns"])


def test_what_tells_of_a_relative_whom_no_heading_names_is_about_the_first():
    told = dict(taken_for(GUESSED, Old_worker="responsibility")["columns"])
    assert told["Old worker"] == "responsibility"

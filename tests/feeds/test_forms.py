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

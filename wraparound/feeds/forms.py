"""What is asked when a file comes in, when a feed is set up, and when a row is mended."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.words import FamilyField, FormerNumber, InvolvementField, LifeField
from wraparound.feeds.rules import LARGEST, TOO_LARGE
from wraparound.feeds.rules.headings import chosen
from wraparound.feeds.rules.maps import kept_map, map_of
from wraparound.feeds.words import ColumnMap, Holds
from wraparound.kernel.word import sentence
from wraparound.matching.words import Field


class FileForm(forms.Form):
    """A file, and which day it tells of."""

    file = forms.FileField(
        label="File",
        help_text="CSV, Excel or Parquet with column names in its first row, or a return as it is sent to the "
        "department: CIN census, SSDA903, SEN2, school census, common transfer file.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty; choose one that holds rows."},
    )
    as_of = forms.DateField(
        label="Which day does it tell of?",
        help_text="The day on which the agency wrote it.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the day.", "invalid": "Give the day as 2026-09-01 or 1/9/2026."},
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than any agency's file."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return file


class NewFeedForm(FileForm):
    """A first file of a feed that is not set up yet."""

    title = forms.CharField(
        label="What is the feed called?", max_length=150, error_messages={"required": "Give the feed a name."}
    )
    agency = forms.ChoiceField(
        label="Which agency sends it?", error_messages={"required": "Choose the agency that sends the file."}
    )

    field_order = ("title", "agency", "file", "as_of")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List the agencies of the area."""
        super().__init__(*args, **kwargs)
        choices = [(agency.code, agency.name) for agency in agencies_of_area()]
        self.fields["agency"].choices = [("", "Choose an agency"), *choices]  # type: ignore[attr-defined]


class AboutForm(forms.Form):
    """What a feed's files hold, whom they cover, and when one is late."""

    holds = forms.ChoiceField(label="What does each file hold?", choices=Holds.choices(), widget=forms.RadioSelect)
    covers = forms.CharField(
        label="Whom does it cover?",
        max_length=300,
        help_text="For example: every child on the roll. Anyone else is then “not covered”, never “not known”.",
        error_messages={"required": "Say whom the feed covers."},
    )
    late_after_days = forms.IntegerField(
        label="After how many days without a file is it late?", min_value=0, max_value=400, initial=9
    )

    def told(self, former: dict[str, Any]) -> dict[str, Any]:
        """Give the map as it is kept: of a file whose shape is known, it stays as the shape brought it."""
        return former


class ConfirmForm(AboutForm):
    """What each column is too, which one is the agency's own reference, and how dates are written."""

    id = forms.ChoiceField(label="Which column is the agency's own reference for a person?")
    date_order = forms.ChoiceField(
        label="How are dates written?",
        choices=[("dmy", "Day, month, year"), ("mdy", "Month, day, year"), ("ymd", "Year, month, day")],
    )
    field_order = ("id", "date_order", "holds", "covers", "late_after_days")

    def __init__(self, *args: Any, columns: dict[str, str], **kwargs: Any) -> None:
        """Ask of every column what it is."""
        super().__init__(*args, **kwargs)
        self.fields["id"].choices = [(name, name) for name in columns]  # type: ignore[attr-defined]
        self.asked = [(name, f"column-{place}") for place, name in enumerate(columns)]
        for name, field in self.asked:
            self.fields[field] = forms.ChoiceField(label=name, choices=MEANINGS, initial=columns[name])

    def told(self, former: dict[str, Any]) -> dict[str, Any]:
        """Give the map as it is kept: whose a column is, and what means yes, as guessed or as its heading says."""
        said, before = self.cleaned_data, map_of(former).columns
        among = {name: said[field] for name, field in self.asked}
        columns = {
            name: chosen(name, field=field, before=before.get(name), among=among) for name, field in among.items()
        }
        return kept_map(ColumnMap(said["id"], columns, said["date_order"]))


def confirm_form(data: Any, *, told: dict[str, Any], columns: dict[str, str]) -> AboutForm:
    """Ask what is needed to set a feed up: nothing of columns where the file's shape is known."""
    initial = {"id": told["id"], "date_order": told["date_order"], "holds": Holds.EVERYONE}
    return (
        AboutForm(data, initial=initial) if told.get("shape") else ConfirmForm(data, columns=columns, initial=initial)
    )


class RowForm(forms.Form):
    """A row to mend: one field for each of its columns."""

    def __init__(self, *args: Any, values: dict[str, str], **kwargs: Any) -> None:
        """Show what the row says now."""
        super().__init__(*args, **kwargs)
        self.asked = [(name, f"column-{place}") for place, name in enumerate(values)]
        for name, field in self.asked:
            self.fields[field] = forms.CharField(label=name, initial=values[name], required=False, max_length=500)

    def mended(self) -> dict[str, str]:
        """Give the row by column."""
        return {name: self.cleaned_data[field] for name, field in self.asked}


MEANINGS = [
    ("Not used", [(str(Field.IGNORE), "Not used")]),
    (
        "Who someone is",
        [
            *((str(one), sentence(one.label)) for one in Field if one not in {Field.IGNORE, Field.ID, Field.SOURCE}),
            *((str(one), sentence(one.label)) for one in FormerNumber),
        ],
    ),
    ("The agency's part", [(str(one), sentence(one.label)) for one in InvolvementField]),
    ("Moves and deaths", [(str(one), sentence(one.label)) for one in LifeField]),
    ("The family and the home", [(str(one), sentence(one.label)) for one in FamilyField]),
    ("Reference", [(str(Field.ID), "The agency's own reference")]),
]

"""What is asked when a file of notifications is given, and when a row of one is mended."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wraparound.agencies.queries import agencies_of_area
from wraparound.frontdoor.queries.notices import LARGEST
from wraparound.frontdoor.rules.notice_shapes import notice_shapes

LONG = 40  # letters, above which a cell is shown in a box of several lines


class NoticesForm(forms.Form):
    """A file, whose it is, and of which kind."""

    agency = forms.ChoiceField(
        label="Whose notifications are they?", error_messages={"required": "Choose the agency that sends the file"}
    )
    kind = forms.ChoiceField(label="What kind of file is it?", required=False)
    file = forms.FileField(
        label="File",
        help_text="CSV or Excel, with column names in its first row: one row a child.",
        error_messages={"required": "Choose a file", "empty": "The file is empty: choose one that holds rows"},
    )

    def __init__(self, *args: object, agency: str = "", **kwargs: object) -> None:
        """List the agencies; `agency` is whose alone it can be, or "" for any."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(one.code, one.name) for one in agencies_of_area() if agency in {"", one.code}]
        self.fields["agency"].choices = choices if agency else [("", "Choose an agency"), *choices]  # type: ignore[attr-defined]
        kinds = [(one.code, one.name) for one in notice_shapes().values()]
        self.fields["kind"].choices = [("", "Tell by its column names"), *kinds]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """Take no file that is larger than a night's notifications are."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(f"A file has at most {LARGEST >> 20} MB. Send it in parts.")
        return file


class NoneForm(forms.Form):
    """Why a row is no notification."""

    why = forms.CharField(
        label="Why is it not a notification?",
        help_text="Such as: it is a test row of the system. The row stays with its file.",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Say in a sentence why it is none"},
    )


class MendForm(forms.Form):
    """One row, each of its cells under the heading that the file gives it."""

    def __init__(self, *args: object, headings: Sequence[str], values: Mapping[str, str], **kwargs: object) -> None:
        """Make a field of each heading that is read."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.headings = {f"cell-{place}": heading for place, heading in enumerate(headings)}
        for name, heading in self.headings.items():
            said = values.get(heading, "")
            widget = forms.Textarea() if len(said) > LONG or "\n" in said else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=heading, required=False, initial=said, widget=widget, max_length=65_000
            )

    @property
    def told(self) -> dict[str, str]:
        """Give what is typed, by the file's headings."""
        return {heading: self.cleaned_data[name] for name, heading in self.headings.items()}

    def refuse(self, words: str, *, column: str) -> None:
        """Say at the cell that is wrong what would be right."""
        name = next((name for name, heading in self.headings.items() if heading == column), None)
        self.add_error(name, words[:1].upper() + words[1:])

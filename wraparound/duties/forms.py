"""The forms of duties: what is said when one is answered, given longer, paused, handed over; a rule; an absence."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms

from wraparound.agencies.rules import LONDON
from wraparound.agencies.words import ClockKind, HoursOf
from wraparound.duties.words import LONGEST, Answered
from wraparound.kernel.word import sentence

_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"]
_NO_NAMES = "Do not write anybody’s name: this is read by whoever owes it or is owed it."
_MOST_HOURS = 2_000


def _reason(label: str, *, hint: str = _NO_NAMES) -> forms.CharField:
    """Ask for a reason that someone else can judge."""
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages={
            "required": "Say why",
            "min_length": "Say why in a sentence, so that someone else can judge it",
        },
    )


def _day(label: str, *, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=_DAYS,
        error_messages={
            "required": "Give the day",
            "invalid": "Give the day as day, month and year, such as 3 9 2027",
        },
    )


class AnswerForm(forms.Form):
    """How a duty was answered, and by what one can see it."""

    how = forms.ChoiceField(
        label="How was it answered?",
        widget=forms.RadioSelect,
        choices=[(one.value, sentence(one.label)) for one in Answered],
        error_messages={"required": "Say how it was answered"},
    )
    evidence = forms.CharField(
        label="Where can one see it?",
        help_text=f"Such as the day and reference of a letter or a meeting, or the reason. {_NO_NAMES}",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it was not done in full."""
        said = super().clean() or {}
        if said.get("how") not in {None, Answered.DONE} and not str(said.get("evidence", "")).strip():
            self.add_error("evidence", "Say why it was not done in full, so that whoever it is owed to can go on")
        return said


class ExtendForm(forms.Form):
    """Until when a duty is given longer, and why."""

    day = _day("Until which day")
    hour = forms.TimeField(
        label="Until what time",
        help_text="Such as 12:30. Without one, until the end of the day.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        required=False,
        error_messages={"invalid": "Give the time as hours and minutes, such as 12:30"},
    )
    reason = _reason("Why it takes longer")

    def until(self) -> datetime:
        """Give the moment that was said."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return (
            datetime.combine(day, hour, LONDON) if hour else datetime.combine(day + timedelta(days=1), time(), LONDON)
        )


class HandOverForm(forms.Form):
    """To whom a duty is handed over, and why."""

    to = forms.ChoiceField(label="Who owes it from now on", error_messages={"required": "Choose who owes it"})
    reason = _reason("Why it is handed over")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), desk: bool = True, **kwargs: Any) -> None:
        """Offer colleagues, and the desk unless it owes it already."""
        super().__init__(*args, **kwargs)
        offered = [("desk", "The agency’s desk")] if desk else []
        self.fields["to"].choices = [("", "Choose"), *offered, *people]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why the clock of a duty is paused or goes on, or why something is not owed any more."""

    reason = _reason("Why")


class RuleForm(forms.Form):
    """A changed rule: its clock, since when, why, and its ladder."""

    count = forms.IntegerField(label="How many", min_value=1, error_messages={"required": "Say how many"})
    clock = forms.ChoiceField(
        label="Of what",
        choices=[(one.value, sentence(one.label)) for one in ClockKind],
        initial=ClockKind.WORKING_HOURS,
    )
    hours = forms.ChoiceField(
        label="Whose working hours", choices=[(one.value, sentence(one.label)) for one in HoursOf]
    )
    warning = forms.IntegerField(
        label="Warn when so much of the time has gone",
        help_text="In hundredths, such as 75. Nothing: no warning.",
        min_value=1,
        max_value=99,
        required=False,
    )
    manager = forms.IntegerField(
        label="Tell the manager so many hours after it was due",
        help_text="Working hours where working hours or working days are counted. Nothing: the manager is not told.",
        min_value=1,
        max_value=_MOST_HOURS,
        required=False,
    )
    partnership = forms.IntegerField(
        label="Tell the partnership so many hours after it was due",
        help_text="Nothing: the partnership is not told.",
        min_value=1,
        max_value=_MOST_HOURS,
        required=False,
    )
    holds_from = _day(
        "From which day it holds", hint="It governs what begins on that day or later, also what is open already."
    )
    because = forms.CharField(
        label="Who decided it, and when",
        help_text="As it stands on the page of each duty, such as: The partnership’s decision of May 2027.",
        max_length=300,
        error_messages={"required": "Say who decided it, and when"},
    )
    reason = _reason("Why it is changed", hint="It stays beside this version of the rule.")

    def clean(self) -> dict[str, Any]:
        """Hold the count to what is ever owed."""
        said = super().clean() or {}
        kind, count = said.get("clock"), said.get("count")
        if kind and count and count > LONGEST[ClockKind(kind)]:
            most = LONGEST[ClockKind(kind)]
            self.add_error("count", f"At most {most:,} {ClockKind(kind).label}: nothing here is owed for longer")
        return said


class AbsenceForm(forms.Form):
    """Who is away, from when until when, and who stands in."""

    username = forms.ChoiceField(label="Who is away")
    begins_on = _day("First day away")
    ends_on = _day("First day back")
    deputy = forms.ChoiceField(
        label="Who stands in",
        help_text="They see what is owed and get the letters meanwhile.",
        error_messages={"required": "Choose who stands in"},
    )

    def __init__(
        self, *args: Any, away: Sequence[tuple[str, str]] = (), people: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """Offer those for whom one may say it, and colleagues."""
        super().__init__(*args, **kwargs)
        self.fields["username"].choices = list(away)  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", "Choose"), *people]  # type: ignore[attr-defined]


class CalendarForm(forms.Form):
    """What stands in one's calendar."""

    with_desk = forms.BooleanField(label="Also what my agency’s desk owes", required=False)

"""What is asked of whoever takes work on, refuses it, says how it goes, or gives a seat."""

from collections.abc import Iterable
from datetime import date

from django import forms

from wraparound.teams.queries.seats import Filled
from wraparound.teams.words import NewSeat

NAME = "Name of whoever takes it on"
TEAM = ("", "Nobody yet: it waits for the team again")


def _day(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"],
        error_messages={
            "required": "Give the day",
            "invalid": "Give the day as day, month and year, such as 3 9 2027",
        },
    )


class NameForm(forms.Form):
    """Who takes it on, by name."""

    name = forms.CharField(label=NAME, max_length=150, required=False)


class RefuseForm(forms.Form):
    """Why nobody takes it on, and by a link who says so."""

    why = forms.CharField(
        label="Why can nobody take it on?",
        help_text="Those who asked decide again by this. “No room until May” helps them; “not suitable” does not.",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )
    name = forms.CharField(label="Your name", max_length=150, required=False)


class WhyForm(forms.Form):
    """Why, in a sentence."""

    why = forms.CharField(label="Why?", widget=forms.Textarea, max_length=2_000, required=False)


class ChooseForm(forms.Form):
    """Who of those with a seat takes it on; with `why` where it is handed over."""

    username = forms.ChoiceField(label="Who takes it on", required=False)

    def __init__(self, *args: object, choose: Iterable[Filled], nobody: bool = False, **kwargs: object) -> None:
        """Offer those who have an account, and perhaps nobody."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = [(one.username, one.name) for one in choose if one.username]
        self.fields["username"].choices = [TEAM if nobody else ("", "Choose"), *people]  # type: ignore[attr-defined]


class HandOverForm(ChooseForm):
    """Who takes work over, and why."""

    why = forms.CharField(label="Why is it handed over?", widget=forms.Textarea, max_length=2_000, required=False)


class ForSeatForm(forms.Form):
    """For whom without an account a manager accepts."""

    seat = forms.TypedChoiceField(label="For whom", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: object, choose: Iterable[Filled], **kwargs: object) -> None:
        """Offer those who have a seat and no account."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = [(one.seat, one.name) for one in choose if one.seat and not one.username]
        self.fields["seat"].choices = [("", "Choose"), *people]  # type: ignore[attr-defined]


class HeardForm(forms.Form):
    """What those who asked heard by telephone."""

    said = forms.ChoiceField(
        label="What did they say?",
        choices=[("yes", "They take it on"), ("no", "They do not take it on")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they take it on."},
    )
    name = forms.CharField(label="Name of whoever takes it on, or said no", max_length=150, required=False)
    words = forms.CharField(
        label="How did you hear it; if they said no, why?", widget=forms.Textarea, max_length=2_000, required=False
    )


class EndSeatForm(forms.Form):
    """From which day a seat is filled no more."""

    ends_on = _day("The day after the last")


class SeatForm(forms.Form):
    """A seat as it is given."""

    username = forms.CharField(
        label="Their username here",
        help_text="Leave it empty for somebody without an account, and give their name and work address instead.",
        max_length=150,
        required=False,
    )
    name = forms.CharField(label="Name", max_length=150, required=False)
    email = forms.EmailField(label="Work address", required=False)
    agency = forms.ChoiceField(label="The agency that sends them", required=False)
    role = forms.CharField(
        label="What they are in this team",
        help_text="Such as “Seconded police officer”.",
        max_length=150,
        required=False,
    )
    share = forms.IntegerField(
        label="Share of full time, in percent",
        initial=100,
        error_messages={"required": "Give the share of full time in percent: from 1 to 100."},
    )
    begins_on = _day("First day")
    ends_on = _day("The day after the last, if it is known", required=False)

    def __init__(self, *args: object, agencies: Iterable[tuple[str, str]], **kwargs: object) -> None:
        """Offer the agencies of the area."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["agency"].choices = [("", "Choose"), *agencies]  # type: ignore[attr-defined]

    def seat(self, *, team: str) -> NewSeat:
        """Give what was filled in."""
        said = {name: self.cleaned_data[name] for name in ("username", "name", "email", "agency", "role", "share")}
        begins: date = self.cleaned_data["begins_on"]
        return NewSeat(team=team, begins_on=begins, ends_on=self.cleaned_data["ends_on"], **said)

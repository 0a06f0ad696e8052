"""What narrows the list of services, what is said of one, and what is asked when one closes or a file comes in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wraparound.agencies.queries import agencies_of_area, levels
from wraparound.directory.actions.importing import LARGEST, TOO_LARGE
from wraparound.directory.rules.facts import LABELS, LONGEST, MOST_PLACES, OLDEST
from wraparound.directory.words import Need, ServiceFacts, ServiceFault, Sought

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d.%m.%Y"]
HINTS = {
    "agency": "Only where it is offered by one of the area's agencies.",
    "about": "What somebody gets from it, in plain words.",
    "levels": "Every level, if you choose none.",
    "address": "Where families come to, without the postcode.",
    "area_wide": "It comes to families anywhere in the area, or is on the telephone or online.",
    "how_to_refer": "What a professional has to do, and what to send.",
    "cost": "Such as: Free, or £2 a session.",
    "access": "Languages, interpreters, and how people with a disability come in.",
    "days": "Such as: Tuesdays 10am to noon in term time.",
    "places_free": "Leave it empty if nobody knows.",
    "capacity_on": "The day they told you. Today, if you leave it empty.",
    "closes_on": "The first day on which it is closed.",
}


def _text(name: str, *, required: str = "", large: bool = False) -> forms.CharField:
    said = {"required": required} if required else {}
    said["max_length"] = f"Use {LONGEST[name]:,} letters at most"
    return forms.CharField(
        label=LABELS[name], help_text=HINTS.get(name, ""), required=bool(required), max_length=LONGEST[name],
        error_messages=said, widget=forms.Textarea if large else forms.TextInput,
    )  # fmt: skip


def _number(name: str, *, most: int) -> forms.IntegerField:
    right = f"Give a whole number from 0 to {most:,}"
    said = {"invalid": right, "min_value": right, "max_value": right}
    return forms.IntegerField(
        label=LABELS[name], help_text=HINTS.get(name, ""), required=False, min_value=0, max_value=most,
        error_messages=said,
    )  # fmt: skip


def _day(name: str, *, label: str = "", required: bool = False) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    box.input_type = "date"
    said = {"invalid": "Give the day as day, month and year, such as 3 9 2027", "required": "Give the day"}
    return forms.DateField(
        label=label or LABELS[name], help_text=HINTS.get(name, ""), required=required, widget=box,
        input_formats=FORMATS, error_messages=said,
    )  # fmt: skip


class SoughtForm(forms.Form):
    """Narrows services by words, age, level, need, places and how near; it stands in the address."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    age = forms.IntegerField(
        label="Age", required=False, min_value=0, max_value=OLDEST,
        error_messages={"invalid": "Give the age in whole years", "max_value": "Give the age in whole years",
                        "min_value": "Give the age in whole years"},
    )  # fmt: skip
    level = forms.ChoiceField(label="Level of need", required=False)
    need = forms.ChoiceField(label="Need", required=False, choices=[("", "Any"), *Need.choices()])
    postcode = forms.CharField(label="Near the postcode", required=False, max_length=10)
    with_places = forms.BooleanField(label="Has places free", required=False)
    with_closed = forms.BooleanField(label="Closed ones, too", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the area's levels."""
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", "Any"), *((one.code, one.name) for one in levels())]  # type: ignore[attr-defined]

    def sought(self) -> Sought:
        """Give what is sought; a field that was filled in wrongly narrows nothing, and says so beside it."""
        self.is_valid()
        return Sought(**{name: value for name, value in self.cleaned_data.items() if value not in ("", None)})


class ServiceForm(forms.Form):
    """All that is said of a service."""

    name = _text("name", required="Give the name of the service")
    organisation = _text("organisation", required="Give the organisation that offers it")
    agency = forms.ChoiceField(label=LABELS["agency"], help_text=HINTS["agency"], required=False)
    about = _text("about", large=True)
    needs = forms.MultipleChoiceField(
        label="Which needs does it help with?", choices=Need.choices(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=LABELS["levels"], help_text=HINTS["levels"], required=False, widget=forms.CheckboxSelectMultiple
    )
    ages_from = _number("ages_from", most=OLDEST)
    ages_to = _number("ages_to", most=OLDEST)
    address = _text("address")
    postcode = forms.CharField(label=LABELS["postcode"], required=False, max_length=10)
    area_wide = forms.BooleanField(label=LABELS["area_wide"], help_text=HINTS["area_wide"], required=False)
    phone = _text("phone")
    email = _text("email")
    web = _text("web")
    families_may_come = forms.BooleanField(label="Families may come themselves", required=False)
    how_to_refer = _text("how_to_refer", large=True)
    cost = _text("cost")
    access = _text("access", large=True)
    days = _text("days", large=True)
    opens_on = _day("opens_on")
    closes_on = _day("closes_on")
    places_free = _number("places_free", most=MOST_PLACES)
    wait_weeks = _number("wait_weeks", most=520)
    capacity_on = _day("capacity_on")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the area's agencies and levels."""
        super().__init__(*args, **kwargs)
        agencies = [(one.code, one.name) for one in agencies_of_area()]
        self.fields["agency"].choices = [("", "None of them"), *agencies]  # type: ignore[attr-defined]
        self.fields["levels"].choices = [(one.code, one.name) for one in levels()]  # type: ignore[attr-defined]

    def facts(self) -> ServiceFacts:
        """Give what is said."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return ServiceFacts(**said | {name: tuple(said[name]) for name in ("needs", "levels")})


class CloseForm(forms.Form):
    """From which day a service is closed, and why."""

    on = _day("closes_on", label="From which day is it closed?", required=True)
    why = forms.CharField(
        label="Why does it close?", max_length=300, error_messages={"required": "Say why it closes"},
        help_text="Whoever looks for it later reads this.",
    )  # fmt: skip


class ServicesFileForm(forms.Form):
    """A file of services."""

    file = forms.FileField(
        label="File of services (JSON)",
        help_text="As Open Referral UK writes them: a list of services, or a page of them as its API gives it.",
        error_messages={"required": "Choose a file", "empty": "The file is empty; choose one that holds services"},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than any directory."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return file


def put_faults(form: forms.Form, *, words: str, faults: tuple[ServiceFault, ...]) -> None:
    """Say beside each field what is wrong with it; what belongs to no field stands above all."""
    for fault in faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.right)
    if not faults:
        form.add_error(None, words)

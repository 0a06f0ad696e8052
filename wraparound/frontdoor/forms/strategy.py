"""Forms of strategy discussions: calling, moving, inviting, answering an invitation, and writing up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from wraparound.frontdoor.models import Invited
from wraparound.frontdoor.queries.children import ChildShown
from wraparound.frontdoor.words.strategy import (
    Calling,
    Enquiry,
    HeldSo,
    Invite,
    InvitedSays,
    LineFound,
    Medical,
    Meeting,
    Meets,
    Reply,
    StepAgreed,
)

ADDED, STEPS = 2, 4  # rows that a form offers without a script
Agencies = Sequence[tuple[str, str]]


class MeetingForm(forms.Form):
    """When and how a discussion meets."""

    on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the day", "invalid": "Give the day, such as 2026-12-01"},
    )
    time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": "Give the time", "invalid": "Give the time, such as 14:30"},
    )
    how = forms.ChoiceField(
        label="How does it meet?",
        widget=forms.RadioSelect,
        choices=Meets.choices(),
        error_messages={"required": "Say how it meets"},
    )
    where = forms.CharField(
        label="Where, or the way in",
        help_text="The number to call, the address of the video call, or the place. Calendars show it: name no child.",
        max_length=300,
        error_messages={"required": "Say where, or the way in"},
    )
    why = forms.CharField(
        label="Why?",
        help_text="Those who are invited read it.",
        widget=forms.Textarea,
        max_length=4_000,
        error_messages={"required": "Say why: those who are invited read it"},
    )

    def meeting(self) -> Meeting:
        """Give when and how it meets."""
        said = self.cleaned_data
        begins_at = make_aware(datetime.combine(said["on"], said["time"]))
        return Meeting(begins_at=begins_at, how=said["how"], where=said["where"])


class InviteForm(forms.Form):
    """Whom to invite: those found, and others by name and work address."""

    def __init__(self, *given: object, found: Sequence[LineFound], agencies: Agencies, **named: object) -> None:
        """Offer those found, ticked, and rows for others."""
        super().__init__(*given, **named)  # type: ignore[arg-type]  # as Django calls it
        self.found = {one.key: one for one in found}
        self.fields["invite"] = forms.MultipleChoiceField(
            label="Whom it needs",
            choices=[(key, f"{one.name}: {'; '.join(one.why)}") for key, one in self.found.items()],
            initial=list(self.found),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        for number in range(1, ADDED + 1):
            self.fields[f"agency_{number}"] = forms.ChoiceField(
                label="Agency", choices=[("", "Choose an agency"), *agencies], required=False
            )
            self.fields[f"name_{number}"] = forms.CharField(label="Name", max_length=150, required=False)
            self.fields[f"address_{number}"] = forms.EmailField(label="Work address", required=False)

    def added(self) -> list[list[forms.BoundField]]:
        """Give the fields of each row, as the page lays them out."""
        return [[self[f"{part}_{n}"] for part in ("agency", "name", "address")] for n in range(1, ADDED + 1)]

    def invited(self) -> tuple[Invite, ...]:
        """Give whom to invite."""
        said = self.cleaned_data
        chosen = [self.found[key] for key in said.get("invite", []) if key in self.found]
        invite = [
            Invite(agency=one.agency, name=one.name, address=one.address, why="; ".join(one.why)) for one in chosen
        ]
        for number in range(1, ADDED + 1):
            row = {part: said.get(f"{part}_{number}") or "" for part in ("agency", "name", "address")}
            if any(row.values()):
                invite.append(Invite(**row))
        return tuple(invite)


class CallForm(InviteForm, MeetingForm):
    """A call: when, how, why, about which children, and whom it needs."""

    def __init__(self, *given: Any, children: Sequence[ChildShown], **named: Any) -> None:
        """Offer the children of the contact, all ticked."""
        super().__init__(*given, **named)
        places = [(str(one.child.place), one.words) for one in children]
        self.fields["children"] = forms.MultipleChoiceField(
            label="About which of the children?",
            choices=places,
            initial=[place for place, _ in places],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose which of the children it is about"},
        )

    def calling(self) -> Calling:
        """Give the call."""
        said = self.cleaned_data
        places = tuple(int(place) for place in said["children"])
        return Calling(meeting=self.meeting(), why=said["why"], children=places, invite=self.invited())


class ReplyForm(forms.Form):
    """What somebody invited says."""

    says = forms.ChoiceField(
        label="Do you come?",
        widget=forms.RadioSelect,
        choices=[("coming", "I come"), ("instead", "Somebody else comes"), ("cannot", "Nobody can come")],
        error_messages={"required": "Say whether you come"},
    )
    name = forms.CharField(label="If somebody else comes: their name", max_length=150, required=False)
    address = forms.EmailField(label="Their work address", help_text="They get a link of their own.", required=False)
    why = forms.CharField(label="If nobody can come: why", widget=forms.Textarea, max_length=2_000, required=False)

    def reply(self) -> Reply:
        """Give what they say."""
        said = self.cleaned_data
        return Reply(says=InvitedSays(said["says"]), why=said["why"], name=said["name"], address=said["address"])


class HeldForm(forms.Form):
    """The writing up of a discussion."""

    shared = forms.CharField(
        label="What was shared?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Say what was shared"},
    )
    enquiry = forms.ChoiceField(
        label="What was decided?",
        widget=forms.RadioSelect,
        choices=Enquiry.choices(),
        error_messages={"required": "Say what was decided"},
    )
    instead = forms.CharField(
        label="If there is no section 47 enquiry: what happens in its place?",
        widget=forms.Textarea,
        max_length=4_000,
        required=False,
    )
    medical = forms.ChoiceField(
        label="Is a medical needed?",
        widget=forms.RadioSelect,
        choices=Medical.choices(),
        error_messages={"required": "Say whether a medical is needed"},
    )
    safety = forms.CharField(
        label="How is the child safe until then?", widget=forms.Textarea, max_length=4_000, required=False
    )
    no_quorum_why = forms.CharField(
        label="If somebody it needs was not there: why was it held without them?",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )

    def __init__(self, *given: Any, invited: Sequence[Invited], **named: Any) -> None:
        """Offer who was invited, and rows for next steps of their agencies."""
        super().__init__(*given, **named)
        asked = [one for one in invited if not one.kept_back]
        agencies = {one.agency.code: one.agency.name for one in asked}
        self.fields["there"] = forms.TypedMultipleChoiceField(
            label="Who was there?",
            coerce=int,
            choices=[(one.pk, _who(one)) for one in asked],
            initial=[one.pk for one in asked if one.says == InvitedSays.COMING],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Say who was there"},
        )
        for number in range(1, STEPS + 1):
            self.fields[f"words_{number}"] = forms.CharField(
                label="What", widget=forms.Textarea, max_length=2_000, required=False
            )
            self.fields[f"agency_{number}"] = forms.ChoiceField(
                label="Agency", choices=[("", "Choose an agency"), *agencies.items()], required=False
            )
            self.fields[f"name_{number}"] = forms.CharField(label="Who there", max_length=150, required=False)
            self.fields[f"by_when_{number}"] = forms.DateField(
                label="By when", required=False, widget=forms.DateInput(attrs={"type": "date"})
            )

    def rows(self) -> list[list[forms.BoundField]]:
        """Give the fields of each next step, as the page lays them out."""
        parts = ("words", "agency", "name", "by_when")
        return [[self[f"{part}_{number}"] for part in parts] for number in range(1, STEPS + 1)]

    def held(self) -> HeldSo:
        """Give what came of it."""
        said = self.cleaned_data
        steps = []
        for number in range(1, STEPS + 1):
            row = {part: said.get(f"{part}_{number}") for part in ("words", "agency", "name", "by_when")}
            if any(row.values()):
                words, agency, name = (str(row[part] or "") for part in ("words", "agency", "name"))
                steps.append(StepAgreed(words=words, agency=agency, name=name, by_when=row["by_when"]))
        same = ("shared", "enquiry", "instead", "medical", "safety", "no_quorum_why")
        return HeldSo(there=tuple(said["there"]), steps=tuple(steps), **{name: said[name] for name in same})


def _who(invited: Any) -> str:
    """Name somebody who is invited with their agency, once where it is the agency itself."""
    return invited.name if invited.agency.name in invited.name else f"{invited.name}, {invited.agency.name}"

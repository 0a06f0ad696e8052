"""Forms of those behind the door: deciding, noting, joining, giving advice, saying who a child is."""

from collections.abc import Sequence
from datetime import date

from django import forms

from wraparound.agencies.words.practice import LevelOfNeed
from wraparound.directory.words import Need
from wraparound.frontdoor.words import Consent, FamilyTold, ResponseKind, ToldHow
from wraparound.frontdoor.words.deciding import Deciding, Offer

RESPONSES = 4  # that a form offers without a script; a decision may be made again for more
Teams = Sequence[tuple[str, Sequence[tuple[str, str]]]]
Services = Sequence[tuple[str, str]]


def _one_of(choices: Services, *, label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Choose one"), *choices], required=False)


class DecisionForm(forms.Form):
    """A decision: the level, why, what the family knows and says, what is offered, what whoever raised it is told."""

    level = forms.ChoiceField(
        label="Level of need, as you see it",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the level of need, as you see it", "invalid_choice": "Choose a level"},
    )
    why = forms.CharField(
        label="Why",
        help_text="For those who work with the child: what you weighed, and what is not known.",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Say why, so that somebody else can follow it"},
    )
    family_told = forms.ChoiceField(
        label="Does the family know?",
        widget=forms.RadioSelect,
        choices=FamilyTold.choices(),
        error_messages={"required": "Say whether the family knows"},
    )
    family_said = forms.CharField(label="What the family said", widget=forms.Textarea, max_length=4_000, required=False)
    consent = forms.ChoiceField(
        label="Does the family agree to what is offered?",
        widget=forms.RadioSelect,
        choices=Consent.choices(),
        error_messages={"required": "Say whether the family agrees, or why that is not needed"},
    )
    consent_why = forms.CharField(
        label="If they do not agree or were not asked, why it goes on",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )
    told = forms.CharField(
        label="What whoever raised it is told",
        help_text="They read these words: what follows and why, and nothing of the family that they may not have.",
        widget=forms.Textarea,
        max_length=4_000,
        error_messages={"required": "Say what whoever raised it is told"},
    )
    unmet = forms.MultipleChoiceField(
        label="A need for which you found no service",
        help_text="It is counted, with no name, for those who plan.",
        widget=forms.CheckboxSelectMultiple,
        choices=Need.choices(),
        required=False,
    )
    newest = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the step that they have before them

    def __init__(
        self,
        *given: object,
        levels: Sequence[LevelOfNeed],
        teams: Teams,
        services: Services,
        leads: str = "",
        **named: object,
    ) -> None:
        """Offer the area's levels, teams and local services, and whoever leads the work already."""
        super().__init__(*given, **named)  # type: ignore[arg-type]  # as Django calls it
        self.fields["level"].choices = [(one.code, f"{one.name}: {one.meaning}") for one in levels]  # type: ignore[attr-defined]  # a field of choices
        kinds = [one for one in ResponseKind if one is not ResponseKind.LEAD or leads]
        every_team = [(code, f"{name} ({agency})") for agency, some in teams for code, name in some]
        for number in range(1, RESPONSES + 1):
            self._add_response(number, kinds=kinds, teams=every_team, services=services)

    def _add_response(self, number: int, *, kinds: Sequence[ResponseKind], teams: Services, services: Services) -> None:
        """Add the fields of one response, all of which may stay empty."""
        words = "What they are asked to do, or the advice"
        day = forms.DateInput(attrs={"type": "date"})
        offered = [("", "Nothing more"), *((one.value, one.label) for one in kinds)]
        self.fields |= {
            f"kind_{number}": forms.ChoiceField(label="What is offered", choices=offered, required=False),
            f"team_{number}": _one_of(teams, label="Team"),
            f"service_{number}": _one_of(services, label="Local service"),
            f"words_{number}": forms.CharField(label=words, widget=forms.Textarea, max_length=2_000, required=False),
            f"by_when_{number}": forms.DateField(label="By when", required=False, widget=day),
        }

    def responses(self) -> list[list[forms.BoundField]]:
        """Give the fields of each response, as the page lays them out."""
        parts = ("kind", "team", "service", "words", "by_when")
        return [[self[f"{part}_{number}"] for part in parts] for number in range(1, RESPONSES + 1)]

    def said(self) -> Deciding:
        """Give what was typed, as a decision."""
        said = self.cleaned_data
        return Deciding(
            level=said.get("level", ""),
            why=said.get("why", ""),
            told=said.get("told", ""),
            offers=tuple(self._offers()),
            family_told=said.get("family_told", ""),
            family_said=said.get("family_said", ""),
            consent=said.get("consent", ""),
            consent_why=said.get("consent_why", ""),
            seen=said.get("newest") or 0,
            unmet=tuple(Need(one) for one in said.get("unmet", ())),
        )

    def _offers(self) -> list[Offer]:
        found = []
        for number in range(1, RESPONSES + 1):
            kind, words = self._part("kind", number), self._part("words", number)
            if not kind:
                continue
            to = {ResponseKind.TEAM: self._part("team", number), ResponseKind.SERVICE: self._part("service", number)}
            by_when: date | None = self.cleaned_data.get(f"by_when_{number}")
            found.append(
                Offer(kind=ResponseKind(kind), to=to.get(ResponseKind(kind), "lead"), words=words, by_when=by_when)
            )
        return found

    def _part(self, part: str, number: int) -> str:
        return str(self.cleaned_data.get(f"{part}_{number}") or "")


class AdviceForm(forms.Form):
    """Advice that was given: to whom, and what was said."""

    to = forms.CharField(
        label="To whom?",
        help_text="Such as “her mother, by telephone”.",
        max_length=200,
        error_messages={"required": "Say to whom the advice was given"},
    )
    words = forms.CharField(
        label="What was said?",
        widget=forms.Textarea,
        max_length=4_000,
        error_messages={"required": "Say what was said"},
    )


class ReasonForm(forms.Form):
    """A reason, in a sentence."""

    why = forms.CharField(label="Why?", widget=forms.Textarea, max_length=4_000, error_messages={"required": "Say why"})


class NoteForm(forms.Form):
    """A note of those behind the door."""

    words = forms.CharField(
        label="Add a note",
        help_text="Everybody behind the door reads it. Whoever raised the worry does not.",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Write the note first"},
    )


class JoinForm(forms.Form):
    """The other contact about the same."""

    other = forms.CharField(
        label="Reference of the other contact",
        help_text="Such as C-7K3M-92QX.",
        max_length=12,
        error_messages={"required": "Give the reference of the other contact"},
    )


class WhoForm(forms.Form):
    """Who a child of a contact is, by the code of the index."""

    code = forms.CharField(
        label="The child’s code",
        help_text="Such as P-7K3M-92QX, from the child’s page.",
        max_length=12,
        error_messages={"required": "Give the code of the child"},
    )


class ToldForm(forms.Form):
    """How whoever raised it was told, and what they said."""

    how = forms.ChoiceField(
        label="How were they told?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (ToldHow.PHONE, ToldHow.IN_PERSON)],
        error_messages={"required": "Say how they were told"},
    )
    words = forms.CharField(
        label="What did they say?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Say what they said"},
    )

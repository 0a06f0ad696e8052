"""The forms of agreements: a clause, trying a question, what is rehearsed, and adopting a draft."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.rules import TYPES_IN_WORDS
from wraparound.exchange.words import OF_TYPE, Clause, Effect, Kind, Part, Party, Question
from wraparound.kernel.word import sentence

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d.%m.%Y"]
DAYS = [("7", "The last 7 days"), ("30", "The last 30 days"), ("90", "The last 90 days"), ("365", "The last year")]
SETS = ("holders", "recipients", "kinds", "purposes", "parts")


def day(label: str, *, help_text: str = "", required: bool = False) -> forms.DateField:
    """Ask for a day."""
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    box.input_type = "date"
    said = {"invalid": "Give the day as day, month and year, such as 3 9 2027", "required": "Give the day"}
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=box, input_formats=FORMATS, error_messages=said
    )


def _several(label: str, *, help_text: str, words: Iterable[tuple[str, str]] = ()) -> forms.MultipleChoiceField:
    choices = [(word, sentence(label)) for word, label in words]
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, help_text=help_text, choices=choices, widget=box, required=False)


class ClauseForm(forms.Form):
    """One clause: who may, or may not, tell whom what of a child, what for, and from when to when."""

    effect = forms.ChoiceField(
        label="What does it do?",
        help_text="Where two clauses meet, the one that excludes wins.",
        choices=[(Effect.ALLOW.value, "It allows telling"), (Effect.EXCLUDE.value, "It excludes telling")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it allows or excludes"},
    )
    code = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        label="Code",
        help_text="By which every share names it, in small letters, digits and hyphens, such as health-protect.",
        max_length=60,
        error_messages={"required": "Give it a code", "invalid": "Use small letters, digits and hyphens only"},
    )
    holders = _several("Who would tell?", help_text="Any agency, if you choose none.")
    recipients = _several("Whom?", help_text="Any agency, if you choose none.")
    parts = _several("What?", help_text="Everything, if you choose none.", words=Part.choices())
    purposes = _several("What for?", help_text="Any purpose, if you choose none.", words=Purpose.choices())
    kinds = _several("Which kind of information?", help_text="Any kind, if you choose none.", words=Kind.choices())
    children = forms.CharField(
        label="Of which children?",
        help_text="Of every child, if you name none. Else their codes, such as P-7K3M-92QX, with commas between.",
        max_length=2_000,
        required=False,
    )
    begins_on = day("Holds from", required=True)
    ends_on = day("Ends before", help_text="The first day on which it holds no more. It has no end if you give none.")
    because = forms.CharField(
        label="Why?",
        help_text="As it would be said in court, with who agreed it. Do not name a child.",
        widget=forms.Textarea,
        max_length=600,
        error_messages={"required": "Say why, as it would be said in court"},
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        """Offer the agencies of the area, and every kind of agency."""
        super().__init__(*args, **kwargs)
        chosen = [(one.code, one.name) for one in parties]
        chosen += [(f"{OF_TYPE}{one}", f"Any agency of {TYPES_IN_WORDS[one]}") for one in AgencyType]
        for name in ("holders", "recipients"):
            field: Any = self.fields[name]
            field.choices = chosen

    def clause(self) -> Clause:
        """Give the clause that was filled in; its children are beside it, by code."""
        said = self.cleaned_data
        sets: dict[str, Any] = {name: frozenset(said[name]) for name in SETS}
        sets["kinds"] = frozenset(map(Kind, said["kinds"]))
        sets["purposes"] = frozenset(map(Purpose, said["purposes"]))
        sets["parts"] = frozenset(map(Part, said["parts"]))
        same = {name: said[name] for name in ("code", "because", "begins_on", "ends_on")}
        return Clause(effect=Effect(said["effect"]), **same, **sets)

    @property
    def codes(self) -> list[str]:
        """Give the codes of the children who were named."""
        return self.cleaned_data["children"].upper().replace(",", " ").split()


def clause_filled(clause: Clause, *, called: Mapping[int, str]) -> dict[str, Any]:
    """Give what a clause says as its form holds it."""
    same = {name: getattr(clause, name) for name in ("code", "because", "begins_on", "ends_on")}
    sets = {name: sorted(map(str, getattr(clause, name))) for name in SETS}
    return same | sets | {"effect": str(clause.effect), "children": ", ".join(sorted(called.values()))}


class TryForm(forms.Form):
    """A question: whether one agency may tell another something of a child, for a purpose, on a day."""

    holder = forms.ChoiceField(label="Who would tell?", error_messages={"required": "Choose who would tell"})
    recipient = forms.ChoiceField(label="Whom?", error_messages={"required": "Choose whom"})
    part = forms.ChoiceField(label="What?", choices=[(word, sentence(label)) for word, label in Part.choices()])
    purpose = forms.ChoiceField(label="What for?", choices=Purpose.choices())
    kind = forms.ChoiceField(
        label="Which kind of information?", choices=[("", "The holder’s own"), *Kind.choices()], required=False
    )
    on = day("On which day?", help_text="Today, if you give none.")
    child = forms.CharField(
        label="Of which child?",
        help_text="Its code, such as P-7K3M-92QX. A child of whom nothing is agreed, if you give none.",
        max_length=20,
        required=False,
    )

    def __init__(self, *args: Any, parties: Iterable[Party], may_name: bool, **kwargs: Any) -> None:
        """Offer the agencies of the area; only keepers may name a child."""
        super().__init__(*args, **kwargs)
        self.parties = {one.code: one for one in parties}
        for name in ("holder", "recipient"):
            field: Any = self.fields[name]
            field.choices = [(one.code, one.name) for one in self.parties.values()]
        if not may_name:
            del self.fields["child"]

    def question(self, *, today: date) -> Question:
        """Give the question that was asked."""
        said = self.cleaned_data
        kind = Kind(said["kind"]) if said["kind"] else self.parties[said["holder"]].kind
        return Question(
            holder=said["holder"], recipient=said["recipient"], kind=kind, purpose=Purpose(said["purpose"]),
            part=Part(said["part"]), on=said["on"] or today,
        )  # fmt: skip

    @property
    def child_named(self) -> str:
        """Give the code of the child who was named, if any was."""
        return str(self.cleaned_data.get("child", "")).strip().upper()


class RehearseForm(forms.Form):
    """Over which days a draft is rehearsed, and as if asked on which day."""

    days = forms.ChoiceField(label="What was asked in", choices=DAYS, initial="30", required=False)
    on = day("As if asked on", help_text="The first day on which every clause has begun, if you give none.")


class AdoptForm(forms.Form):
    """Who agreed the draft, and why; `seen` is the draft as its reader saw it."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Who agreed it, and why?",
        help_text="It stands beside the version for good. Do not name a child.",
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages={
            "required": "Say who agreed it, and why",
            "min_length": "Say who agreed it and why in a sentence",
        },
    )

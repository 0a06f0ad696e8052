"""What someone who asks partners writes, and taking it back."""

from collections.abc import Sequence

from django import forms

from wraparound.access.words import Purpose
from wraparound.exchange.queries.partners import AskForm
from wraparound.exchange.words import Basis
from wraparound.exchange.words.asks import Urgency

NOT_ASKED_FOR = {Purpose.DISCLOSE, Purpose.CORRECT, Purpose.OVERSEE, Purpose.OTHER}
ASKED_FOR = [(one.value, one.label) for one in Purpose if one not in NOT_ASKED_FOR]
SAY_WHY = {"required": "Say why", "min_length": "Say why in a sentence, so that someone else can judge it"}


class QuestionForm(forms.Form):
    """The question itself: about whom, what for and how soon."""

    purpose = forms.ChoiceField(
        label="What do you ask for?",
        widget=forms.RadioSelect,
        choices=ASKED_FOR,
        error_messages={"required": "Choose what you ask for", "invalid_choice": "Choose what you ask for"},
    )
    what_for = forms.CharField(
        label="What do you need to know, and why?",
        help_text="Partners read this. Write only what they need so that they can answer.",
        widget=forms.Textarea,
        min_length=15,
        max_length=4_000,
        error_messages={
            "required": "Say what you need to know, and why",
            "min_length": "Say what you need to know, and why, in a sentence",
        },
    )
    urgency = forms.ChoiceField(
        label="How soon do you need an answer?",
        widget=forms.RadioSelect,
        choices=Urgency.choices(),
        error_messages={"required": "Choose how soon you need an answer", "invalid_choice": "Choose how soon"},
    )
    also = forms.MultipleChoiceField(
        label="Who else is it about?",
        help_text="They live at the same home. Each partner is asked about those of whom an agreement lets it know.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    named = forms.CharField(
        label="Grown-ups it is about, by name",
        help_text="If you ask about parents, carers or others. Leave it empty if not.",
        max_length=300,
        required=False,
    )

    def __init__(self, *given: object, to_ask: AskForm, rules: dict[str, str], **named: object) -> None:
        """Offer the household of the child, and say beside each urgency how long partners have."""
        super().__init__(*given, **named)  # type: ignore[arg-type]  # as Django calls it
        self.fields["also"].choices = to_ask.household  # type: ignore[attr-defined]  # a field of choices
        self.fields["urgency"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (one.value, f"{one.label} – {rules[one]}" if one in rules else one.label) for one in Urgency
        ]


class PartnersForm(forms.Form):
    """Whom to ask, under which basis, and who decides about what is sealed."""

    agencies = forms.MultipleChoiceField(
        label="Whom do you ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency to ask"},
    )
    basis = forms.ChoiceField(
        label="Lawful basis",
        help_text="Consent is not the basis for keeping children safe. Tell the family, unless that is unsafe.",
        choices=Basis.choices(),
        error_messages={"invalid_choice": "Choose the lawful basis"},
    )
    decider = forms.ChoiceField(
        label="Who decides?",
        help_text="Only they read what a partner seals, such as police intelligence.",
        required=False,
    )

    def __init__(self, *given: object, to_ask: AskForm, **named: object) -> None:
        """Offer the partners whom agreements let us ask, and the deciders of one's own agency."""
        super().__init__(*given, **named)  # type: ignore[arg-type]  # as Django calls it
        self.fields["agencies"].choices = [(one.code, one.name) for one in to_ask.partners]  # type: ignore[attr-defined]  # a field of choices
        self.fields["decider"].choices = [("", "Nobody yet"), *to_ask.deciders]  # type: ignore[attr-defined]  # a field of choices


class MoreForm(forms.Form):
    """More partners for a question that was asked before."""

    agencies = forms.MultipleChoiceField(
        label="Whom else do you ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency to ask"},
    )

    def __init__(self, *given: object, partners: Sequence[tuple[str, str]], **named: object) -> None:
        """Offer those who were not asked yet."""
        super().__init__(*given, **named)  # type: ignore[arg-type]  # as Django calls it
        self.fields["agencies"].choices = list(partners)  # type: ignore[attr-defined]  # a field of choices


class WithdrawForm(forms.Form):
    """Why a question is taken back."""

    why = forms.CharField(
        label="Why do you take it back?",
        help_text="Partners read this in place of the question.",
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages=SAY_WHY,
    )


class WordingForm(forms.Form):
    """Other words in place of what is sealed."""

    words = forms.CharField(
        label="Words that you would have go on",
        help_text="The partner is asked whether they agree. Until they do, nothing but their own words goes on.",
        widget=forms.Textarea,
        max_length=4_000,
        error_messages={"required": "Give the words that you would have go on"},
    )

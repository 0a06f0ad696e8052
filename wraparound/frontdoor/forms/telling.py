"""What is typed to tell the front door: the story first, then only what matters for it. Nothing else is mandatory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from wraparound.frontdoor.rules.drafts import children_in
from wraparound.frontdoor.rules.once import each_once
from wraparound.frontdoor.rules.telling import STORY_AT_MOST
from wraparound.frontdoor.words import Channel, FamilyTold, Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Telling

KNOWS = [  # FamilyTold in few words
    (FamilyTold.YES, "Yes, and agrees"),
    (FamilyTold.AGAINST, "Yes, but disagrees"),
    (FamilyTold.NO, "Not yet"),
    (FamilyTold.UNSAFE, "Unsafe to tell"),
]


def _words(label: str, *, help_text: str = "", most: int = STORY_AT_MOST) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea, required=False, max_length=most)


def _line(label: str, *, help_text: str = "", most: int = 150) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=most)


class StoryForm(forms.Form):
    """The story, and what matters for it."""

    story = _words("What worries you?", most=STORY_AT_MOST + 5_000)  # what is too long, the rule words better
    family_told = forms.ChoiceField(
        label="Does the family know?", widget=forms.RadioSelect, choices=KNOWS, required=False
    )
    family_words = _words("What they said, or why it is unsafe")
    wants = _words("What you would like to happen")
    happened_on = forms.DateField(
        label="When it happened",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"],
        required=False,
        error_messages={"invalid": "Give the day as day, month and year, such as 3 9 2027"},
    )


class CallerForm(forms.Form):
    """Who tells, where no account says it. They may leave all of it out."""

    teller = forms.ChoiceField(widget=forms.RadioSelect, choices=Teller.choices(), required=False)
    name = _line("Their name")
    phone = _line("Their telephone number", most=40)
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        error_messages={"invalid": "Give an e-mail address such as jo@example.org, or leave it out"},
    )
    role = _line("Their role, and where they work")
    stays_unnamed = forms.BooleanField(label="Do not tell the family who told us", required=False)


class ChildForm(forms.Form):
    """One child: found as it is typed, or only described."""

    who = _line("Which child?", most=300)
    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    nameless = forms.BooleanField(label="I do not know the name: above I describe them", required=False)
    unborn = forms.BooleanField(label="The child is not born yet", required=False)
    born = _line("Birth date or age; if unborn, when expected", most=40)
    address = _line("Where they live", most=300)
    school = _line("School or nursery")

    def told(self) -> ChildTold:
        """Give the child as told."""
        said = self.cleaned_data
        who, nameless = said["who"], said["nameless"]
        return ChildTold(
            code=said["code"],
            name="" if nameless else who,
            described=who if nameless else "",
            born=said["born"],
            unborn=said["unborn"],
            address=said["address"],
            school=said["school"],
        )


@dataclass
class Typed:
    """All that is typed on one page."""

    story: StoryForm
    children: list[ChildForm]
    caller: CallerForm | None = None

    @property
    def forms(self) -> list[forms.Form]:
        """Give all forms of the page."""
        return [self.story, *self.children, *([self.caller] if self.caller else [])]

    @property
    def errors(self) -> dict[str, Any]:
        """Give what is wrong anywhere."""
        return {f"{form.prefix}-{name}": said for form in self.forms for name, said in form.errors.items()}

    def is_valid(self) -> bool:
        """Say whether every field can be read."""
        return not any(form.errors for form in self.forms)

    def telling(self, *, channel: Channel, referrer: Referrer, key: str) -> Telling:
        """Give what is typed as it is taken in."""
        said = self.story.cleaned_data
        return Telling(
            channel=channel,
            referrer=referrer,
            key=key,
            children=each_once(child.told() for child in self.children if child.cleaned_data),
            **{name: said[name] for name in ("story", "wants", "family_told", "family_words", "happened_on")},
        )

    def refuse(self, wants: Mapping[str, str]) -> None:
        """Say at each field what is wanting."""
        for name, words in wants.items():
            at_child = name == "children"
            (self.children[0] if at_child else self.story).add_error("who" if at_child else name, words)


def typed_of(said: Mapping[str, str], *, check: bool = False, asks_who: bool = False) -> Typed:
    """Give the forms of a page as they are typed; `check` reads them, as they are sent."""

    def given(kind: type[forms.Form], prefix: str = "") -> Any:
        begins = f"{prefix}-" if prefix else ""
        if check:
            return kind(dict(said), prefix=prefix or None)
        return kind(initial={name: said.get(f"{begins}{name}", "") for name in kind.base_fields}, prefix=prefix or None)

    children = [given(ChildForm, f"child-{number}") for number in range(children_in(said))]
    return Typed(given(StoryForm), children, given(CallerForm) if asks_who else None)

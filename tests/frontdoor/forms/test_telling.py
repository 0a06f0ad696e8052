"""What is typed to tell the front door."""

from wraparound.frontdoor.forms.telling import typed_of
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer

WHO = Referrer(teller=Teller.PROFESSIONAL)


def told(said):
    typed = typed_of(said, check=True)
    assert typed.is_valid(), typed.errors
    return typed.telling(channel=Channel.PAGE, referrer=WHO, key="k")


def test_a_story_and_a_name_are_enough():
    telling = told({"story": "A burn on her arm", "child-0-who": "Hattie Alder"})
    assert telling.children == (ChildTold(name="Hattie Alder"),)
    assert (telling.family_told, telling.wants, telling.happened_on) == ("", "", None)


def test_a_child_is_described_unborn_or_chosen_and_empty_rooms_are_left_out():
    said = {"children": "5", "child-1-who": "A boy of about six", "child-1-nameless": "on", "child-2-unborn": "on",
            "child-3-code": "P-7K3M-92QX", "child-3-who": "Hattie", "child-4-code": "P-7K3M-92QX"}  # fmt: skip
    described, unborn, chosen = told({"story": "A burn on her arm"} | said).children
    assert (described.name, described.described) == ("", "A boy of about six")
    assert unborn.unborn
    assert (chosen.code, chosen.name) == ("P-7K3M-92QX", "Hattie")


def test_what_cannot_be_read_is_said_at_its_field():
    typed = typed_of({"happened_on": "sometime", "email": "jo"}, check=True, asks_who=True)
    assert not typed.is_valid()
    assert "such as 3 9 2027" in str(typed.story.errors["happened_on"])
    assert "jo@example.org" in str(typed.caller.errors["email"])


def test_what_was_typed_stands_in_the_form_again_and_is_not_judged_yet():
    typed = typed_of({"story": "Hm", "child-1-unborn": "on", "children": "2"})
    assert typed.story["story"].value() == "Hm"
    assert typed.children[1]["unborn"].value() == "on"
    assert typed.errors == {}

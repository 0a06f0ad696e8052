"""What has to be told so that somebody can act."""

import pytest

from tests.frontdoor.telling import telling
from wraparound.frontdoor.rules.telling import wanting
from wraparound.frontdoor.words.telling import ChildTold


def test_a_story_and_a_child_are_enough():
    assert wanting(telling()) == {}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"story": "worried"}, "story"),
        ({"story": " " * 40}, "story"),
        ({"story": "x" * 20_001}, "story"),
        ({"children": ()}, "children"),
        ({"children": (ChildTold(name="A"), ChildTold(born="2019-01-01"))}, "children"),
        ({"children": (ChildTold(name="A"),) * 21}, "children"),
    ],
)
def test_what_nobody_could_act_on_is_asked_for(said, field):
    assert list(wanting(telling(**said))) == [field]


@pytest.mark.parametrize(
    "child", [ChildTold(name="Hattie"), ChildTold(described="A boy of about six"), ChildTold(unborn=True)]
)
def test_a_child_may_be_unborn_or_without_a_name(child):
    assert wanting(telling(children=(child,))) == {}

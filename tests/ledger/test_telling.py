"""Every event is told in a sentence: in its own words, by its docstring, or at least by its name."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from wraparound.kernel.acting import Event
from wraparound.ledger.rules import in_words, name_in_words


@dataclass(frozen=True)
class BridgeMended(Event):
    told: ClassVar[str] = "Mended {bridge} on {day} with {planks} planks for {people}"
    bridge: str
    day: str
    planks: int
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class BridgeLost(Event):
    """A bridge fell into the river. Nobody was hurt."""


@dataclass(frozen=True)
class FerryCame(Event):
    pass


def test_an_event_brings_its_own_words():
    facts = {"bridge": "the old bridge", "day": "2026-09-03", "planks": 1200, "people": ["Amina", "Tom"]}
    said = in_words("ledger.BridgeMended", facts=facts)
    assert said == "Mended the old bridge on 3 September 2026 with 1,200 planks for Amina, Tom"


def test_a_fact_that_was_never_written_down_is_said_to_be_so():
    said = in_words("ledger.BridgeMended", facts={"bridge": "{planks}", "day": "soon", "people": []})
    assert said == "Mended {planks} on soon with (not said) planks for nothing"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("ledger.BridgeLost", "A bridge fell into the river"),
        ("ledger.FerryCame", "Ferry came"),
        ("gone.ABridgeBuilt", "A bridge built"),
        ("ledger.LookedAt", "Looked at a child's records"),
    ],
)
def test_an_event_without_words_is_told_by_its_docstring_or_its_name(event, said):
    assert in_words(event, facts={"what": "a child's records"}) == said


def test_every_event_of_the_house_can_be_told():
    for name in list(Event.known):
        assert in_words(name, facts={})
        assert name_in_words(name)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("unusual looking on 2026-09-03", "unusual looking on 3 September 2026"),
        ("the ledger (by amina, on 2026-09-03, look)", "the ledger (by amina, on 3 September 2026, look)"),
        ("rows of cases_2026-09-01.csv", "rows of cases_2026-09-01.csv"),
        ("2026-13-45", "2026-13-45"),
    ],
)
def test_a_day_that_stands_by_itself_is_told_in_words(what, told):
    assert told in in_words("ledger.LookedAt", facts={"what": what})

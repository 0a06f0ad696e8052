"""The numbers of a child as JSON: those that stand, and those that another has replaced."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from wraparound.identity.queries.numbers import NumberShown, number_in_words
from wraparound.identity.words import NotKnown, NumberKind, NumberState

Told = dict[str, Any]


class NumberTold(BaseModel):
    """A number of a child; one that is withheld has none, and says so. One that was replaced still finds the child."""

    kind: NumberKind
    number: str | None
    state: NumberState
    since: date | None = Field(description="Of a former number: since when a source told it, where one did")
    until: date | None
    verified_by: list[str]
    said_by: list[str]
    former_by: list[str] = Field(description="Who says that it is former")
    answer: NotKnown | None
    words: str


def number_told(one: NumberShown) -> Told:
    """Tell one number."""
    said: Told = {name: getattr(one, name) for name in ("kind", "state", "since", "until")}
    said |= {"verified_by": one.verified, "said_by": one.agencies, "former_by": one.before}
    if one.withheld:
        why = {"answer": NotKnown.MAY_NOT_SAY, "words": "Withheld: seeing it could harm someone"}
        return said | {"number": None} | why
    return said | {"number": one.number, "answer": None, "words": number_in_words(one)}

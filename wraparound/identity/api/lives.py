"""What happened in a life, as JSON: a birth, a move between areas, a death."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from wraparound.identity.queries.living import LifeShown


class LifeTold(BaseModel):
    """A birth that is expected, a birth, a move or a death: when, where one can ask, and who told it."""

    what: str
    on: date | None
    place: str
    ask: str
    who: str
    disputed: bool = Field(description="Another source saw them here after it, and nobody has settled which is so")


def life_told(one: LifeShown) -> dict[str, Any]:
    """Tell one thing that happened in a life."""
    return {"what": str(one.kind), "on": one.on, "place": one.place, "ask": one.ask, "who": one.who,
            "disputed": bool(one.seen)}  # fmt: skip

"""What columns tell of a death, and of moves into the area and out of it."""

from collections.abc import Mapping

from wraparound.agencies.words import LifeField
from wraparound.identity.rules import day_of
from wraparound.identity.words import LifeKind, Lived

LIFE = frozenset(map(str, LifeField))
TELLS = (
    (LifeKind.MOVED_IN, LifeField.MOVED_IN_ON, LifeField.MOVED_FROM),
    (LifeKind.MOVED_OUT, LifeField.MOVED_OUT_ON, LifeField.MOVED_TO),
    (LifeKind.DIED, LifeField.DIED_ON, None),
)


def lived(told: Mapping[str, str]) -> tuple[Lived, ...]:
    """Give what the cells of one row tell of moves and a death, each with its day, as far as it is told, and place."""
    if not told:
        return ()
    return tuple(
        (str(kind), day_of(told.get(on)), " ".join(told.get(place, "").split())[:150] if place else "")
        for kind, on, place in TELLS
        if told.get(on) or (place and told.get(place))
    )

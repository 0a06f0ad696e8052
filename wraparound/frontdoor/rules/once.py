"""A child who was chosen twice is told of once, and a room for a child that stayed empty is none."""

from collections.abc import Iterable

from wraparound.frontdoor.words.telling import ChildTold


def each_once(children: Iterable[ChildTold]) -> tuple[ChildTold, ...]:
    """Leave out empty rooms and whoever was chosen before, in the order in which they were told."""
    told: dict[str, ChildTold] = {}
    for place, one in enumerate(children):
        if one.code or one.name or one.described or one.unborn or one.born:
            told.setdefault(one.code or f"place {place}", one)
    return tuple(told.values())

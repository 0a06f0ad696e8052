"""How the front door works in the area: whose it is, and what its settings say."""

from dataclasses import replace

from wraparound.access.words import Purpose
from wraparound.agencies.queries import area_now
from wraparound.agencies.words import Area
from wraparound.agencies.words.door import Door
from wraparound.agencies.words.practice import LevelOfNeed
from wraparound.kernel.acting import Actor


def front_door() -> str:
    """Give the code of the agency whose front door takes contacts; "" where no area is adopted."""
    area = area_now()
    return area.area.front_door if area else ""


def door_now() -> Door:
    """Give how the front door works here."""
    area = area_now()
    return area.door if area else Door()


def levels_now() -> list[LevelOfNeed]:
    """Give the area's levels of need, the least need first."""
    area = area_now()
    return sorted(area.levels.levels, key=lambda one: one.place) if area else []


def level_called(code: str) -> LevelOfNeed | None:
    """Find a level of need by its code."""
    return next((one for one in levels_now() if one.code == code), None)


def threshold_document() -> str:
    """Name the threshold document that holds, with the day partners agreed it."""
    area: Area | None = area_now()
    return f"{area.levels.document}, {area.levels.agreed_on:%-d %B %Y}" if area else ""


def for_the_door(by: Actor) -> Actor:
    """Give somebody behind the door with the purpose of their work there: the worry itself says what they look for."""
    return by if by.purpose else replace(by, purpose=Purpose.PROTECT)

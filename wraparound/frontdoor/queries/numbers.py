"""How the front door is reached by telephone, and whose people have which work addresses."""

from dataclasses import dataclass

from wraparound.access.rules import is_address
from wraparound.agencies.queries import agencies_declared, area_now
from wraparound.agencies.words import Reached, Way


@dataclass(frozen=True)
class DoorNumbers:
    """How the front door is reached by telephone, by day and at any other time; "" where no number is declared."""

    day: str = ""
    night: str = ""
    name: str = ""


def door_numbers() -> DoorNumbers:
    """Give the front door's telephone numbers, as the area's settings declare them. Cost: one query."""
    area = area_now()
    found = next((one for one in area.agencies.agencies if one.code == area.area.front_door), None) if area else None
    if found is None:
        return DoorNumbers()
    phones = [one for one in found.contacts if one.way == Way.PHONE]
    day = next((one.value for one in phones if one.reached == Reached.DAY), "")
    night = next((one.value for one in phones if one.reached != Reached.DAY), "")
    return DoorNumbers(day, night or day, found.name)


def agency_of_address(address: str) -> str:
    """Give the code of the agency whose people have work addresses of this domain; "" where there is none."""
    domain = address.rpartition("@")[2].lower()
    if not is_address(address):
        return ""
    return next((one.code for one in agencies_declared() if domain in [name.lower() for name in one.mail_domains]), "")

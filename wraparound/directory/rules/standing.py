"""How a service stands on a day, whether it fits whom one is sought for, and which of those that fit comes first."""

from calendar import monthrange
from datetime import date
from math import asin, cos, inf, radians, sin, sqrt
from typing import NamedTuple

from wraparound.directory.words import Need, Place, ServiceFacts, ServiceStanding, Sought

EARTH_KM = 6_371.0  # the mean radius
NEED_WORDS = {str(need): need.label for need in Need}


class Fitted(NamedTuple):
    """What decides the order of services that fit: how far away one is, its places and its wait, its name."""

    km: float | None
    area_wide: bool
    places: int | None
    weeks: int | None
    name: str


def standing_on(day: date, *, opens_on: date | None, closes_on: date | None) -> ServiceStanding:
    """Say whether a service can be used on a day; on the day it closes it is closed."""
    if closes_on and day >= closes_on:
        return ServiceStanding.CLOSED
    return ServiceStanding.NOT_YET if opens_on and day < opens_on else ServiceStanding.OPEN


def stale_from(confirmed_on: date | None, *, months: int) -> date | None:
    """Give the first day on which what is said counts as stale; None where nobody ever confirmed it."""
    if confirmed_on is None:
        return None
    years, month = divmod(confirmed_on.month - 1 + months, 12)
    year = confirmed_on.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(confirmed_on.day, monthrange(year, month + 1)[1]))


def is_stale(confirmed_on: date | None, *, months: int, on: date) -> bool:
    """Say whether what is said of a service was not confirmed for so many months; never confirmed is stale."""
    from_day = stale_from(confirmed_on, months=months)
    return from_day is None or on >= from_day


def fits(facts: ServiceFacts, *, sought: Sought) -> bool:
    """Say whether a service fits whom one is sought for; what a service does not say keeps nobody out."""
    if sought.age is not None and not (
        (facts.ages_from is None or facts.ages_from <= sought.age)
        and (facts.ages_to is None or sought.age <= facts.ages_to)
    ):
        return False
    if sought.level and facts.levels and sought.level not in facts.levels:
        return False
    if sought.need and sought.need not in facts.needs:
        return False
    if sought.with_places and not facts.places_free:
        return False
    spoken = " ".join(
        [facts.name, facts.organisation, facts.about, facts.address, facts.postcode, facts.how_to_refer, facts.access]
        + [NEED_WORDS.get(need, need) for need in facts.needs]
    ).casefold()
    return all(word in spoken for word in sought.words.casefold().split())


def order_of(one: Fitted) -> tuple[float, int, float, str]:
    """Give what services that fit are sorted by: the nearest, then those with places, the shortest wait, the name.

    A service for the whole area comes after those whose way is known, and before those of which nothing is.
    """
    far = one.km if one.km is not None else (1e6 if one.area_wide else inf)
    return (far, -(one.places or 0), one.weeks if one.weeks is not None else inf, one.name.casefold())


def distance_km(one: Place, *, other: Place) -> float:
    """Give the distance between two points along the earth's surface, in kilometres (haversine)."""
    lat, other_lat = radians(one.latitude), radians(other.latitude)
    up, along = other_lat - lat, radians(other.longitude - one.longitude)
    half = sin(up / 2) ** 2 + cos(lat) * cos(other_lat) * sin(along / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def says_age(ages_from: int | None, *, ages_to: int | None) -> str:
    """Say which ages a service is for."""
    if ages_from is None and ages_to is None:
        return "Any age"
    if ages_from is None or (ages_from == 0 and ages_to is not None):
        return f"Up to {ages_to}"
    if ages_to is None:
        return f"From {ages_from}" if ages_from else "Any age"
    return f"{ages_from}" if ages_from == ages_to else f"{ages_from} to {ages_to}"

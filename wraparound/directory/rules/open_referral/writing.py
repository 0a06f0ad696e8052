"""Writes a service as Open Referral UK has it: https://docs.openreferraluk.org, HSDS 3 with the UK profile.

What the standard has no name for stands in one object of our own, `x_wraparound`, as its rules of compliance allow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from wraparound.directory.rules.standing import NEED_WORDS, standing_on
from wraparound.directory.words import Place, ServiceFacts, ServiceStanding

OWN = "x_wraparound"
NEEDS, LEVELS = "wraparound-needs", "wraparound-levels"  # taxonomies
ROOM = UUID("b2d7f0a2-6a5c-5d0e-9f0b-2f4f4c1c5a10")  # in which the numbers of what belongs to a service are made
LINKS = {NEEDS: "need", LEVELS: "level_of_need"}
NAMES = {NEEDS: "Needs that services help with", LEVELS: "Levels of need, as the area has them"}
STATUS = {
    ServiceStanding.OPEN: "active",
    ServiceStanding.NOT_YET: "inactive",
    ServiceStanding.CLOSED: "defunct",
}


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is written of one service: its facts, how it is known, when it was confirmed and changed, where it is."""

    number: UUID
    code: str
    facts: ServiceFacts
    confirmed_on: date | None
    changed_at: datetime
    area: str = ""
    levels: Mapping[str, str] | None = None  # what the area calls its levels
    place: Place | None = None


def written(one: Written, *, on: date) -> dict[str, Any]:
    """Give a service whole; what is not known is left out, as the standard's rules ask."""
    facts = one.facts
    standing = standing_on(on, opens_on=facts.opens_on, closes_on=facts.closes_on)
    said = {
        "id": str(one.number),
        "name": facts.name,
        "description": facts.about,
        "url": facts.web,
        "email": facts.email,
        "status": STATUS[standing],
        "application_process": facts.how_to_refer,
        "interpretation_services": facts.access,
        "wait_time": f"{facts.wait_weeks} weeks" if facts.wait_weeks is not None else "",
        "minimum_age": facts.ages_from,
        "maximum_age": facts.ages_to,
        "assured_date": one.confirmed_on.isoformat() if one.confirmed_on else None,
        "last_modified": one.changed_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "organization": _organisation(facts.organisation),
        "schedules": _schedules(one),
        "service_areas": _areas(one),
        "service_at_locations": _locations(one),
        "cost_options": [{"id": _id(one, "cost"), "option": facts.cost}] if facts.cost else [],
        "contacts": _contacts(one),
        "attributes": _attributes(one),
        "capacities": _capacities(one),
        OWN: _own(one),
    }
    return {name: value for name, value in said.items() if name in {"url", "description"} or value not in ("", None)}


def page_of(contents: Sequence[Mapping[str, Any]], *, total: int, page: int, per_page: int) -> dict[str, Any]:
    """Give a page of a list with the header that the standard asks for."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def taxonomies() -> list[dict[str, str]]:
    """Give the lists of words by which services are found."""
    return [
        {"id": str(uuid5(ROOM, taxonomy)), "name": taxonomy, "description": words} for taxonomy, words in NAMES.items()
    ]


def terms(levels: Mapping[str, str]) -> list[dict[str, str]]:
    """Give every word of those lists; `levels` are what the area calls its levels of need."""
    return [
        {"id": str(uuid5(ROOM, f"{taxonomy}:{code}")), "code": code, "name": name, "description": name,
         "taxonomy": taxonomy}
        for taxonomy, named in ((NEEDS, NEED_WORDS), (LEVELS, levels))
        for code, name in named.items()
    ]  # fmt: skip


def organisation_number(name: str) -> str:
    """Give the number by which an organisation of a name is known."""
    return str(uuid5(ROOM, f"organisation:{name.casefold()}"))


def _id(one: Written, what: str) -> str:
    return str(uuid5(one.number, what))


def _organisation(name: str) -> dict[str, Any]:
    return {"id": organisation_number(name), "name": name, "description": name}


def _schedules(one: Written) -> list[dict[str, Any]]:
    facts = one.facts
    if not (facts.days or facts.opens_on or facts.closes_on):
        return []
    last = facts.closes_on - timedelta(days=1) if facts.closes_on and facts.closes_on > date.min else None
    said = {
        "id": _id(one, "schedule"),
        "description": facts.days,
        "valid_from": facts.opens_on.isoformat() if facts.opens_on else "",
        "valid_to": last.isoformat() if last else "",
    }
    return [{name: value for name, value in said.items() if value}]


def _areas(one: Written) -> list[dict[str, Any]]:
    return [{"id": _id(one, "area"), "name": one.area or "The whole area"}] if one.facts.area_wide else []


def _locations(one: Written) -> list[dict[str, Any]]:
    facts = one.facts
    if not (facts.address or facts.postcode):
        return []
    street, _, town = facts.address.rpartition(", ")
    address = {
        "id": _id(one, "address"),
        "address_1": street or town,
        "city": town if street else "",
        "state_province": "",
        "postal_code": facts.postcode,
        "country": "GB",
        "address_type": "physical",
    }
    where = {"latitude": one.place.latitude, "longitude": one.place.longitude} if one.place else {}
    location = {"id": _id(one, "location"), "location_type": "physical", "name": facts.address or facts.postcode}
    return [{"id": _id(one, "at-location"), "location": location | where | {"addresses": [address]}}]


def _contacts(one: Written) -> list[dict[str, Any]]:
    if not one.facts.phone:
        return []
    phone = {"id": _id(one, "phone"), "number": one.facts.phone}
    return [{"id": _id(one, "contact"), "name": one.facts.name, "phones": [phone]}]


def _attributes(one: Written) -> list[dict[str, Any]]:
    chosen = {(NEEDS, code) for code in one.facts.needs} | {(LEVELS, code) for code in one.facts.levels}
    levels = {code: code for code in one.facts.levels} | dict(one.levels or {})
    return [
        {
            "id": _id(one, f"{term['taxonomy']}:{term['code']}"),
            "link_type": LINKS[term["taxonomy"]],
            "taxonomy_term": term,
        }
        for term in terms(levels)
        if (term["taxonomy"], term["code"]) in chosen
    ]


def _capacities(one: Written) -> list[dict[str, Any]]:
    facts = one.facts
    if facts.places_free is None:
        return []
    day = facts.capacity_on or one.confirmed_on or one.changed_at.date()
    unit = {"id": str(uuid5(ROOM, "unit:place")), "name": "place"}
    said = {"id": _id(one, "capacity"), "available": facts.places_free, "unit": unit}
    return [said | {"updated": f"{day.isoformat()}T00:00:00.000Z"}]


def _own(one: Written) -> dict[str, Any]:
    """Give what the standard has no name for."""
    facts = one.facts
    said = {
        "code": one.code,
        "agency": facts.agency,
        "families_may_come": facts.families_may_come,
        "wait_weeks": facts.wait_weeks,
        "capacity_on": facts.capacity_on.isoformat() if facts.capacity_on else None,
        "closes_on": facts.closes_on.isoformat() if facts.closes_on else None,
    }
    return {name: value for name, value in said.items() if value not in ("", None)}

"""Reads services as Open Referral UK writes them: good rows as facts, of others every fault and what is right."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wraparound.agencies.words import SetAside
from wraparound.directory.rules.facts import faults, normal
from wraparound.directory.rules.open_referral.values import Row, clean
from wraparound.directory.rules.open_referral.writing import LEVELS, NEEDS, OWN
from wraparound.directory.rules.standing import NEED_WORDS
from wraparound.directory.words import FileRead, Known, ServiceFacts, ServiceRead

NOT_OPEN = {"inactive", "defunct", "temporarily closed"}
STATUS = {"active"} | NOT_OPEN
BY_LABEL = {label.casefold(): code for code, label in NEED_WORDS.items()}
IN_FILE = {  # where the file says what a fact says
    "organisation": "organization.name", "about": "description", "ages_from": "minimum_age", "ages_to": "maximum_age",
    "levels": "attributes", "needs": "attributes", "address": "service_at_locations", "web": "url",
    "postcode": "service_at_locations.location.addresses.postal_code", "phone": "contacts.phones.number",
    "how_to_refer": "application_process", "cost": "cost_options", "access": "interpretation_services",
    "days": "schedules.description", "opens_on": "schedules.valid_from", "closes_on": "schedules.valid_to",
    "places_free": "capacities.available", "wait_weeks": f"{OWN}.wait_weeks", "agency": f"{OWN}.agency",
    "capacity_on": f"{OWN}.capacity_on",
}  # fmt: skip


class Unreadable(ValueError):  # noqa: N818 – named by what is so
    """A file is no list of services at all; its text says what would be."""


def read_file(content: bytes, *, known: Known, on: date) -> FileRead:
    """Read a file of services; raises Unreadable where it is none. Cost: one pass."""
    rows = _rows(content)
    read, aside, seen = list[ServiceRead](), list[SetAside](), dict[Any, int]()
    for number, told in enumerate(rows, start=1):
        if not isinstance(told, dict):
            aside.append(SetAside(number, "", str(told)[:60], "Give each service as an object in braces"))
            continue
        row = Row(told, number=number)
        one = _service(row, known=known, on=on)
        if one and one.number in seen:
            row.fault("id", value=one.number, right=f"Give it once; row {seen[one.number]} has the same")
        if one and not row.wrong:
            read.append(one)
            seen[one.number] = number
        aside += row.wrong
    return FileRead(len(rows), tuple(read), tuple(aside))


def _rows(content: bytes) -> list[Any]:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise Unreadable("The file is not text in UTF-8. Export it again as JSON.") from wrong
    except json.JSONDecodeError as wrong:
        raise Unreadable(f"The file is no JSON: line {wrong.lineno}, column {wrong.colno}: {wrong.msg}.") from wrong
    except ValueError as wrong:  # a number of thousands of digits
        raise Unreadable(f"The file is no JSON that can be read: {wrong}.") from wrong
    except RecursionError as wrong:
        raise Unreadable("The file is nested too deeply to be a list of services.") from wrong
    if isinstance(told, dict):
        told = next((told[name] for name in ("contents", "content", "services") if name in told), [told])
    if not isinstance(told, list):
        raise Unreadable("The file holds no list of services: give a list, or a page with “contents”.")
    return told


def _service(row: Row, *, known: Known, on: date) -> ServiceRead | None:
    number, own = row.uuid("id"), row.part(OWN)
    facts = normal(_facts(row, on=on))
    for fault in faults(facts, known=known):
        row.fault(IN_FILE.get(fault.field, fault.field), value=fault.value, right=fault.right)
    confirmed = row.day("assured_date")
    if number is None or row.wrong:
        return None
    plain = json.dumps(row.told, sort_keys=True, ensure_ascii=False)
    fingerprint = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
    return ServiceRead(number=number, row=row.number, facts=facts, code=row.text("code", of=own),
                       confirmed_on=confirmed, fingerprint=fingerprint)  # fmt: skip


def _facts(row: Row, *, on: date) -> ServiceFacts:
    own = row.part(OWN)
    opens_on, closes_on = _days(row, on=on)
    address, postcode = _address(row)
    places = [row.whole("available", of=one, at="capacities.available") for one in row.parts("capacities")]
    return ServiceFacts(
        name=row.text("name"), organisation=row.text("name", of=row.part("organization"), at="organization.name"),
        agency=row.text("agency", of=own, at=f"{OWN}.agency"), about=row.text("description"),
        ages_from=row.whole("minimum_age"), ages_to=row.whole("maximum_age"),
        levels=tuple(_terms(row, taxonomy=LEVELS)), needs=tuple(_needs(row)),
        address=address, postcode=postcode, area_wide=bool(row.parts("service_areas")),
        phone=_phone(row), email=row.text("email"), web=row.text("url"),
        how_to_refer=row.text("application_process"), families_may_come=own.get("families_may_come") is True,
        cost=_cost(row), access=_access(row), days=_join(row, "schedules", names=("description",)),
        opens_on=opens_on, closes_on=closes_on,
        places_free=next((one for one in places if one is not None), None),
        wait_weeks=row.whole("wait_weeks", of=own, at=f"{OWN}.wait_weeks"),
        capacity_on=row.day("capacity_on", of=own, at=f"{OWN}.capacity_on") if own else _capacity_day(row),
    )  # fmt: skip


def _days(row: Row, *, on: date) -> tuple[date | None, date | None]:
    """Give the days on which it opens and closes; what is not open, and does not say from when, is closed by now."""
    status = row.text("status")
    if status not in STATUS:
        row.fault("status", value=status, right="Give active, inactive, defunct or temporarily closed")
    schedules = row.parts("schedules")
    opens = [row.day("valid_from", of=one, at="schedules.valid_from") for one in schedules]
    lasts = [row.day("valid_to", of=one, at="schedules.valid_to") for one in schedules]
    opens_on = min((day for day in opens if day), default=None)
    closes_on = row.day("closes_on", of=row.part(OWN), at=f"{OWN}.closes_on")
    if OWN in row.told:  # a node like this one wrote it, and says when it closes
        return opens_on, closes_on
    if lasts and all(lasts):
        last = max(day for day in lasts if day)
        closes_on = last + timedelta(days=1) if last < date.max else last
    if closes_on is None and status in NOT_OPEN and not (opens_on and opens_on > on):
        closes_on = row.day("last_modified") or row.day("assured_date") or on
        opens_on = min(opens_on, closes_on) if opens_on else None
    return opens_on, closes_on


def _address(row: Row) -> tuple[str, str]:
    """Give the first place at which it is offered."""
    at = "service_at_locations.location"
    for one in row.parts("service_at_locations"):
        location = row.part("location", of=one, at=at)
        for address in row.parts("addresses", of=location, at=f"{at}.addresses"):
            names = ("address_1", "address_2", "city", "region", "state_province")
            said = [row.text(name, of=address, at=f"{at}.addresses.{name}").strip() for name in names]
            where = ", ".join(part for part in said if part)
            return where, row.text("postal_code", of=address, at=f"{at}.addresses.postal_code")
    return "", ""


def _phone(row: Row) -> str:
    inside = [one for contact in row.parts("contacts") for one in row.parts("phones", of=contact, at="contacts.phones")]
    found = (row.text("number", of=one, at="contacts.phones.number") for one in [*inside, *row.parts("phones")])
    return next((one for one in found if one.strip()), "")


def _terms(row: Row, *, taxonomy: str) -> Iterator[str]:
    for one in row.parts("attributes"):
        term = row.part("taxonomy_term", of=one, at="attributes.taxonomy_term")
        if term.get("taxonomy") == taxonomy:
            yield row.text("code", of=term, at="attributes.taxonomy_term.code")


def _needs(row: Row) -> Iterator[str]:
    """Give the needs of our list, and of others' lists what they call by the same words."""
    yield from _terms(row, taxonomy=NEEDS)
    for one in row.parts("attributes"):
        term = row.part("taxonomy_term", of=one, at="attributes.taxonomy_term")
        name = term.get("name")
        if term.get("taxonomy") not in (NEEDS, LEVELS) and isinstance(name, str) and name.casefold() in BY_LABEL:
            yield BY_LABEL[name.casefold()]


def _cost(row: Row) -> str:
    options = _join(row, "cost_options", names=("option", "amount", "amount_description"), between="; ")
    return options or row.text("fees_description") or row.text("fees")


def _access(row: Row) -> str:
    spoken = _join(row, "languages", names=("name",), between=", ")
    return "\n".join(filter(None, [row.text("interpretation_services"), f"Languages: {spoken}" if spoken else ""]))


def _capacity_day(row: Row) -> date | None:
    days = (row.day("updated", of=one, at="capacities.updated") for one in row.parts("capacities"))
    return max((day for day in days if day), default=None)


def _join(row: Row, name: str, *, names: tuple[str, ...], between: str = "\n") -> str:
    parts = ([clean(str(one[part])) for part in names if one.get(part) not in (None, "")] for one in row.parts(name))
    said = [" ".join(some) for some in parts]
    return between.join(dict.fromkeys(part for part in said if part))

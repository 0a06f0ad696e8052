"""What is right to say of a service: written one way, every fault at once, and what changed in words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from wraparound.directory.words import Changed, Known, Need, ServiceFacts, ServiceFault
from wraparound.kernel.postcodes import normal_postcode

LONGEST = {
    "name": 200, "organisation": 200, "address": 300, "phone": 40, "email": 254, "web": 300, "cost": 300,
    "about": 5_000, "how_to_refer": 2_000, "access": 2_000, "days": 2_000,
}  # fmt: skip
IN_LINES = ("about", "how_to_refer", "access", "days")  # the others are one line
OLDEST, MOST_PLACES, LONGEST_WAIT = 120, 100_000, 520  # years, places, weeks
RESERVED = {"add", "import", "loads", "unmet"}  # addresses that no service may have
CODE_LENGTH = 60
NEEDS = [str(need) for need in Need]
LABELS = {
    "name": "Name", "organisation": "Organisation", "agency": "Agency", "about": "What it does",
    "ages_from": "Youngest age", "ages_to": "Oldest age", "levels": "Levels of need", "needs": "Needs",
    "address": "Address", "postcode": "Postcode", "area_wide": "For the whole area", "phone": "Telephone",
    "email": "E-mail", "web": "Web page", "how_to_refer": "How to refer",
    "families_may_come": "Families may come themselves", "cost": "Cost", "access": "Languages and access",
    "days": "When", "opens_on": "Opens on", "closes_on": "Closes on", "places_free": "Places free",
    "wait_weeks": "Wait in weeks", "capacity_on": "Places and wait as of",
}  # fmt: skip
_EMAIL = re.compile(r"[^@\s\"<>]+@[^@\s\"<>]+\.[A-Za-z]{2,}")
_WEB = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_NUMBERS = {"ages_from": OLDEST, "ages_to": OLDEST, "places_free": MOST_PLACES, "wait_weeks": LONGEST_WAIT}


def normal(facts: ServiceFacts) -> ServiceFacts:
    """Give the same facts as they are kept: no idle space, a postcode in its one spelling, needs in their order."""
    said: dict[str, Any] = {name: " ".join(getattr(facts, name).split()) for name in LONGEST if name not in IN_LINES}
    said |= {name: _in_lines(getattr(facts, name)) for name in IN_LINES}
    said["address"] = ", ".join(part.strip() for part in said["address"].split(",") if part.strip())
    said["postcode"] = normal_postcode(facts.postcode) or " ".join(facts.postcode.upper().split())
    others = sorted({need for need in facts.needs if need not in NEEDS})
    said["needs"] = (*(need for need in NEEDS if need in facts.needs), *others)
    said["levels"] = tuple(sorted(set(facts.levels)))
    return replace(facts, **said, agency=facts.agency.strip())


def faults(facts: ServiceFacts, *, known: Known) -> list[ServiceFault]:
    """Find every fault in normal facts, each with what would be right."""
    return [*_missing(facts), *_lengths(facts), *_numbers(facts), *_ways(facts), *_codes(facts, known=known),
            *_in_order(facts)]  # fmt: skip


def changes(before: ServiceFacts, *, after: ServiceFacts) -> list[Changed]:
    """Say field by field what reads otherwise."""
    return [
        Changed(one.name, _told(getattr(before, one.name)), _told(getattr(after, one.name)))
        for one in fields(ServiceFacts)
        if getattr(before, one.name) != getattr(after, one.name)
    ]


def code_for(name: str, *, taken: Collection[str]) -> str:
    """Give the code by which a new service is known: its name in small letters, and a number where that is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold().replace("'", "").replace("’", "")).strip("-")
    short = plain[:CODE_LENGTH].strip("-") or "service"
    code, number = short, 1
    while code in taken or code in RESERVED:
        number += 1
        code = f"{short[: CODE_LENGTH - 1 - len(str(number))].strip('-')}-{number}"
    return code


def _in_lines(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _missing(facts: ServiceFacts) -> Iterator[ServiceFault]:
    if not facts.name:
        yield ServiceFault("name", "", "Give the name of the service")
    if not facts.organisation:
        yield ServiceFault("organisation", "", "Give the organisation that offers it")


def _lengths(facts: ServiceFacts) -> Iterator[ServiceFault]:
    for name, most in LONGEST.items():
        if len(getattr(facts, name)) > most:
            yield ServiceFault(name, getattr(facts, name)[:60], f"Use {most:,} letters at most")


def _numbers(facts: ServiceFacts) -> Iterator[ServiceFault]:
    for name, most in _NUMBERS.items():
        value = getattr(facts, name)
        if value is not None and not 0 <= value <= most:
            yield ServiceFault(name, str(value), f"Give a whole number from 0 to {most:,}")


def _ways(facts: ServiceFacts) -> Iterator[ServiceFault]:
    if facts.email and not _EMAIL.fullmatch(facts.email):
        yield ServiceFault("email", facts.email[:60], "Give an e-mail address, such as hello@example.org")
    if facts.web and not _WEB.fullmatch(facts.web):
        yield ServiceFault("web", facts.web[:60], "Give a whole address, such as https://example.org/help")
    if facts.phone and sum(letter.isdigit() for letter in facts.phone) < 3:
        yield ServiceFault("phone", facts.phone[:60], "Give a telephone number, such as 04632 960001")
    if facts.postcode and normal_postcode(facts.postcode) != facts.postcode:
        yield ServiceFault("postcode", facts.postcode[:60], "Give a whole postcode, such as QA1 1AL")


def _codes(facts: ServiceFacts, *, known: Known) -> Iterator[ServiceFault]:
    if facts.agency and facts.agency not in known.agencies:
        yield ServiceFault("agency", facts.agency[:60], "Give the code of an agency of the area, or none")
    for level in facts.levels:
        if level not in known.levels:
            yield ServiceFault("levels", level[:60], "Give codes of the area's levels of need")
    for need in facts.needs:
        if need not in NEEDS:
            yield ServiceFault("needs", need[:60], f"Give needs of the list: {', '.join(NEEDS)}")


def _in_order(facts: ServiceFacts) -> Iterator[ServiceFault]:
    if facts.ages_from is not None and facts.ages_to is not None and facts.ages_from > facts.ages_to:
        yield ServiceFault("ages_to", str(facts.ages_to), "The oldest age cannot be below the youngest")
    if facts.opens_on and facts.closes_on and facts.opens_on > facts.closes_on:
        yield ServiceFault("closes_on", facts.closes_on.isoformat(), "It cannot close before it opens")


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)

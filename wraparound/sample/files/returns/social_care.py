"""The children in need census, as XML: who is in need or was referred this year, and since when."""

from collections.abc import Iterator

import numpy as np

from wraparound.sample.chance import Rng
from wraparound.sample.files.identities import record_ids
from wraparound.sample.files.returns.lines import element, held_by, iso, since, whole_day
from wraparound.sample.people.needs import REFERRERS
from wraparound.sample.records.population import Part

SOURCES = {"police": "6", "school": "2A", "health": "3F", "other": "1A", "": "8"}  # the census's codes
SEXES = {0: "M", 1: "F", -1: "U"}
CLOSES_AFTER = 60  # days, for those who were referred and are in need no longer


def children(part: Part, *, on: int, rng: Rng) -> Iterator[str]:
    """Give each child of the census as lines of XML."""
    flags = part.area.people.flags
    begins, ids = since(part, on=on, rng=rng, mean=300), record_ids(part)
    places = np.union1d(
        held_by(part, source="social_care", flag="in_need"), held_by(part, source="social_care", flag="referrals")
    )
    for place in rng.permutation(places).tolist():
        person = int(part.records.held.person[place])
        closed = not flags["in_need"][person]
        told = _identifiers(part, place=place, key=ids[place])
        details = _details(int(begins[person]), on=on, closed=closed, by=REFERRERS[int(flags["referred_by"][person])])
        yield f"  {element('Child', holds=[('', told), ('', details)])}\n"


def _identifiers(part: Part, *, place: int, key: str) -> str:
    written = part.records
    day, unborn = whole_day(part, place=place), bool(written.unborn[place])
    upn = written.upn[place]
    born = ("ExpectedPersonBirthDate" if unborn else "PersonBirthDate", iso(day) if day is not None else None)
    said = [("LAchildID", key), ("UPN", upn), ("UPNunknown", None if upn else "UN2"), born]
    return element("ChildIdentifiers", holds=[*said, ("Sex", SEXES[int(written.sex[place])])])


def _details(begins: int, *, on: int, closed: bool, by: str) -> str:
    ends = iso(min(begins + CLOSES_AFTER, on)) if closed else None
    said = [("CINreferralDate", iso(begins)), ("ReferralSource", SOURCES[by]), ("CINclosureDate", ends)]
    return element("CINdetails", holds=[*said, ("ReferralNFA", "0")])

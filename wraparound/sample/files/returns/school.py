"""What schools and the special educational needs team return, as XML: the survey's people, one school's pupils."""

from collections import Counter
from collections.abc import Iterator

from wraparound.sample.chance import Rng
from wraparound.sample.files.returns.lines import element, held_by, iso, since, whole_day
from wraparound.sample.files.returns.social_care import SEXES
from wraparound.sample.records.population import Part


def persons(part: Part, *, on: int, rng: Rng) -> Iterator[str]:
    """Give each person with an education, health and care plan, as their school wrote them down."""
    begins, written = since(part, on=on, rng=rng, mean=900), part.records
    for place in rng.permutation(held_by(part, source="schools", flag="ehc_plan")).tolist():
        started = int(begins[written.held.person[place]])
        plan = element("NamedPlan", holds=[("StartDate", iso(started))])
        asked = [("ReceivedDate", iso(started - 140)), ("", element("Assessment", holds=[("", plan)]))]
        who = [*_who(part, place, born="PersonBirthDate"), ("PostCode", written.postcode[place])]
        told = [*who, ("UPN", written.upn[place]), ("", element("Requests", holds=asked))]
        yield f"  {element('Person', holds=told)}\n"


def pupils(part: Part, *, on: int, rng: Rng) -> Iterator[str]:
    """Give each pupil of the largest school of the first area, since a school census is one school's."""
    written = part.records
    places = held_by(part, source="schools")
    if part.area.number or not len(places):
        return
    [(largest, _)] = Counter(written.school[places].tolist()).most_common(1)
    begins = since(part, on=on, rng=rng, mean=900)
    for place in places[written.school[places] == largest].tolist():
        entered = iso(int(begins[written.held.person[place]]))
        who = [("UPN", written.upn[place]), *_who(part, place, born="DOB")]
        status = element("PupilStatus", holds=[("EnrolStatus", "C"), ("EntryDate", entered)])
        home = [
            ("PAON", written.number[place]),
            ("Street", written.street[place]),
            ("PostCode", written.postcode[place]),
        ]
        address = element("HomeInformation", holds=[("", element("Address", holds=home))])
        told = [element("PupilIdentifiers", holds=who), status, address]
        yield f"  {element('PupilOnRoll', holds=[('', one) for one in told])}\n"


def _who(part: Part, place: int, *, born: str) -> list[tuple[str, str | None]]:
    written, day = part.records, whole_day(part, place=place)
    return [
        ("Surname", written.surname[place]),
        ("Forename", written.given[place]),
        ("MiddleNames", written.middle[place] if born == "DOB" else None),
        (born, iso(day) if day is not None else None),
        ("Sex", SEXES[int(written.sex[place])]),
    ]

"""Which partners can be asked about a child: those involved first, with the reason; those with no record as well."""

from collections.abc import Sequence
from datetime import datetime

from wraparound.access.words import Purpose
from wraparound.agencies.queries import agencies_declared, agencies_of_area
from wraparound.agencies.words import AgencyDeclared, AgencyType, Way
from wraparound.exchange.queries.agreements import sharing_of
from wraparound.exchange.rules.asks import Proposed, in_order
from wraparound.exchange.words import Kind, Part, Question
from wraparound.identity.models import Person
from wraparound.identity.queries.parts import PartShown, parts_of
from wraparound.identity.queries.told import Source, all_told
from wraparound.kernel.acting import Actor

KINDS = {
    AgencyType.SOCIAL_CARE: Kind.CARE,
    AgencyType.HEALTH: Kind.HEALTH,
    AgencyType.SCHOOL: Kind.EDUCATION,
    AgencyType.POLICE: Kind.POLICE,
}
NO_RECORD = "no record of this child in what it sends; it may know the child all the same"


def kind_told_by(agency_type: str) -> Kind:
    """Give the kind of information that an agency of a type holds."""
    return KINDS.get(AgencyType(agency_type), Kind.FAMILY)


def desk_of(agency: str) -> str:
    """Give the work address at which an agency takes questions, as the area's settings declare it; "" without one."""
    return next((_desk(one) for one in agencies_declared() if one.code == agency), "")


def why_asked(person: Person, *, agency: str, by: Actor) -> str:
    """Say why a partner is asked: its part in the child's life, or that it holds no record."""
    return _why(all_told(person, by=by).sources, agency=agency)


def partners_for(person: Person, *, purpose: Purpose, by: Actor, at: datetime) -> list[Proposed]:
    """Give every other agency of the area, as it can be asked for a purpose. Cost: four queries."""
    sources = all_told(person, by=by).sources
    declared = {one.code: one for one in agencies_declared()}
    own = next((one for one in agencies_of_area() if one.code == by.agency), None)
    found = []
    for agency in agencies_of_area():
        if own is None or agency.code == by.agency:
            continue
        question = Question(
            holder=by.agency,
            recipient=agency.code,
            kind=kind_told_by(own.type),
            purpose=purpose,
            part=Part.ASKED,
            person=person.pk,
            on=at.date(),
        )
        sharing = sharing_of(question, at=at)
        why, involved = _why(sources, agency=agency.code), _is_involved(sources, agency=agency.code)
        reachable = agency.code in declared and bool(_desk(declared[agency.code]))
        found.append(Proposed(agency.code, agency.name, why, involved, sharing.allowed, sharing.because, reachable))
    return in_order(found)


def _desk(agency: AgencyDeclared) -> str:
    return next((point.value for point in agency.contacts if point.way == Way.EMAIL), "")


def _is_involved(sources: Sequence[Source], *, agency: str) -> bool:
    return any(one.is_now and one.record.agency.code == agency for one in sources)


def _why(sources: Sequence[Source], *, agency: str) -> str:
    now, before = parts_of([one for one in sources if one.record.agency.code == agency], on=_LONG_HENCE)
    if now:
        return _in_words(now[0], verb="holds a record")
    return _in_words(before[0], verb="held a record until it ended") if before else NO_RECORD

"""Which partners can be asked about a child: those involved first, with the reason; those with no record as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wraparound.access.queries import people_who_may
from wraparound.access.words import Permission, Purpose
from wraparound.agencies.queries import agencies_declared, agencies_of_area
from wraparound.agencies.words import AgencyDeclared, AgencyType, Way
from wraparound.duties.queries import rules_known
from wraparound.duties.rules import rule_for
from wraparound.exchange.models import Ask, AskDraft, Asked
from wraparound.exchange.queries.agreements import policy_now
from wraparound.exchange.rules import may_tell
from wraparound.exchange.rules.asks import RULES, Proposed, in_order
from wraparound.exchange.rules.shares import basis_for
from wraparound.exchange.words import KIND_OF, Basis, Part, Question
from wraparound.identity.queries.homes import households_of
from wraparound.identity.queries.parts import PartShown, parts_of
from wraparound.identity.queries.told import Source, all_told, all_told_of
from wraparound.identity.rules import mostly_called
from wraparound.kernel.acting import Actor

NO_RECORD = "no record of this child in what it sends; it may know the child all the same"


@dataclass(frozen=True)
class AskForm:
    """What someone who asks chooses from: who else may be asked about, who decides, and which partners."""

    code: str
    name: str
    household: list[tuple[str, str]]
    household_numbers: frozenset[int]
    deciders: list[tuple[str, str]]
    partners: list[Proposed]
    basis: Basis
    draft: AskDraft | None  # what the one who asks typed before


def to_ask(person: Any, *, purpose: Purpose | None, by: Actor, at: datetime) -> AskForm:
    """Give what someone who asks about a child chooses from; partners for a purpose. Cost: ten queries at most."""
    told = all_told(person, by=by)
    homes = [one for one in households_of(person, sources=told.sources, by=by, at=at) if not one.shared]
    residents = {one.code: one.name for home in homes for one in home.residents if one.until is None}
    return AskForm(
        person.code,
        mostly_called(told.said) if told.said else person.code,
        sorted(residents.items(), key=lambda pair: pair[1]),
        frozenset().union(*(home.persons for home in homes)),
        people_who_may(Permission.READ_SEALED, agency=by.agency, on=at.date()),
        partners_for(person, purpose=purpose, by=by, at=at) if purpose else [],
        basis_for(purpose) if purpose else Basis.PUBLIC_TASK,
        AskDraft.objects.filter(person=person, username=by.username).first(),
    )


def partners_left(ask: Ask, *, by: Actor, at: datetime) -> list[Proposed]:
    """Give the partners who were not asked yet and whom an agreement lets us ask. Cost: five queries."""
    held = set(Asked.objects.filter(ask=ask).values_list("agency__code", flat=True))
    found = partners_for(ask.person, purpose=Purpose(ask.purpose), by=by, at=at)
    return [one for one in found if one.code not in held and one.allowed]


def clocks_in_words(on: date) -> dict[str, str]:
    """Say how long partners have to answer, for each urgency. Cost: one query."""
    known = rules_known(RULES.values())
    found = {urgency: rule_for(known.get(code, []), on=on) for urgency, code in RULES.items()}
    return {str(urgency): f"within {rule.clock}" for urgency, rule in found.items() if rule}


def desk_of(agency: str) -> str:
    """Give the work address at which an agency takes questions, as the area's settings declare it; "" without one."""
    return next((_desk(one) for one in agencies_declared() if one.code == agency), "")


def desks() -> dict[str, str]:
    """Give the work addresses at which the area's agencies take questions, by their codes. Cost: as of the settings."""
    return {one.code: _desk(one) for one in agencies_declared()}


def why_asked(person: int, *, agency: str, by: Actor, on: date) -> str:
    """Say why a partner is asked: its part in the child's life, or that it holds no record."""
    return _why(all_told_of([person], by=by)[person].sources, agency=agency, on=on)


def partners_for(person: Any, *, purpose: Purpose, by: Actor, at: datetime) -> list[Proposed]:
    """Give every other agency of the area, as it can be asked for a purpose. Cost: six queries."""
    sources = all_told(person, by=by).sources
    declared = {one.code: one for one in agencies_declared()}
    own = next((one for one in agencies_of_area() if one.code == by.agency), None)
    found, policy = [], policy_now(at)
    for agency in agencies_of_area():
        if own is None or agency.code == by.agency:
            continue
        question = Question(
            holder=by.agency,
            recipient=agency.code,
            kind=KIND_OF[AgencyType(own.type)],
            purpose=purpose,
            part=Part.ASKED,
            person=person.pk,
            on=at.date(),
        )
        sharing = may_tell(question, policy=policy)
        why, involved = _why(sources, agency=agency.code, on=at.date()), _is_involved(sources, agency=agency.code)
        reachable = agency.code in declared and bool(_desk(declared[agency.code]))
        found.append(Proposed(agency.code, agency.name, why, involved, sharing.allowed, sharing.because, reachable))
    return in_order(found)


def _desk(agency: AgencyDeclared) -> str:
    return next((point.value for point in agency.contacts if point.way == Way.EMAIL), "")


def _is_involved(sources: Sequence[Source], *, agency: str) -> bool:
    return any(one.is_now and one.record.agency.code == agency for one in sources)


def _why(sources: Sequence[Source], *, agency: str, on: date) -> str:
    """Say what part an agency has or had in the child's life, as the child's page does."""
    now, before = parts_of([one for one in sources if one.record.agency.code == agency], on=on)
    if now:
        return f"holds a record{_detail(now[0])}"
    return f"held a record until {_day(before[0].until)}" if before and before[0].until else NO_RECORD


def _detail(shown: PartShown) -> str:
    """Say which service and who, since when, where the agency tells it."""
    part = shown.part
    told = [part.service, part.professional] if part else []
    since = f", since {_day(shown.since)}" if shown.since else ""
    words = ", ".join(filter(None, told))
    return f": {words}{since}" if words else since


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"

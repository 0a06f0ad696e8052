"""To whom a decision can turn: teams of the area, local services, whoever leads the work already."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wraparound.agencies.queries import team, teams_of_area
from wraparound.directory.queries import service_called, services_for
from wraparound.directory.words import ServiceStanding, Sought
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.queries.contacts import persons_of
from wraparound.frontdoor.words import ResponseKind
from wraparound.frontdoor.words.deciding import Offer
from wraparound.kernel.acting import Actor
from wraparound.teams.queries import lead_of


def teams_to_ask() -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the teams of each agency of the area: (its name, [(code, name), …]). One query."""
    found = groupby(teams_of_area(), key=lambda one: one.agency.name)
    return [(agency, [(one.code, one.name) for one in teams]) for agency, teams in found]


def services_to_ask(*, level: str = "", on: date) -> list[tuple[str, str]]:
    """Give the local services that are open: (code, name with whose it is, and that it is stale where it is)."""
    found = [one for one in services_for(Sought(level=level), on=on) if one.standing is ServiceStanding.OPEN]
    return [
        (one.code, f"{one.name}, {one.organisation}{' (not confirmed lately)' if one.is_stale else ''}")
        for one in found
    ]


@dataclass(frozen=True)
class Whom:
    """Who is asked for a response: a team of the area, or a local service with the address at which it reads mail."""

    name: str
    team: str = ""
    service: str = ""
    agency: str = ""
    address: str = ""


def whom_of(offer: Offer, *, contact: Contact, on: date, by: Actor) -> Whom | None:
    """Find who is asked by an offer; None where there is no such team or service. Cost: two queries at most."""
    if offer.kind is ResponseKind.ADVICE:
        return Whom("The front door")
    if offer.kind is ResponseKind.SERVICE:
        service = service_called(offer.to, on=on)
        if service is None or not service.is_open(on):
            return None
        facts = service.facts
        name = f"{facts.name}, {facts.organisation}"[:200]
        return Whom(name, service=service.code, agency=facts.agency, address=facts.email)
    code = team_of_lead(contact, by=by) if offer.kind is ResponseKind.LEAD else offer.to
    found = team(code) if code else None
    return Whom(found.name, team=found.code) if found is not None and found.ended_on is None else None


def team_of_lead(contact: Contact, *, by: Actor) -> str:
    """Give the code of the team in which whoever leads the work with the family has it; "" where nobody does."""
    leads = lead_of(persons_of(contact), by=by)
    return next((one.team for one in leads.values() if one.username == contact.lead), "")

"""What is owed of work: by which agency, by whom there, and whether it is owed still."""

from datetime import datetime

from wraparound.duties.queries.due import clocks_numbered
from wraparound.duties.queries.people import people_who_owe
from wraparound.teams.models import Work


def agency_owing(work: Work) -> str:
    """Say which agency owes what is owed of work: for an organisation that is no agency here, the one that asks."""
    return str(work.agency.code if work.agency is not None else work.asking_agency.code)


def owner_of(work: Work, *, username: str, at: datetime) -> str:
    """Give who owes what is owed of work: somebody of the agency that owes it; without one its desk does."""
    return username if username and username in people_who_owe(agency_owing(work), at=at) else ""


def is_owed(work: Work) -> bool:
    """Say whether anything is owed of work still. Cost: one query."""
    clocks = clocks_numbered([work.duty]) if work.duty else {}
    return any(clock.closed_at is None for clock in clocks.values())

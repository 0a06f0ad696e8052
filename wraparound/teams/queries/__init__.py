"""Every read of work and seats."""

from wraparound.teams.queries.seen import is_of, teams_held
from wraparound.teams.queries.works import Lead, WorkShown, any_work, lead_of, works_about

__all__ = ["Lead", "WorkShown", "any_work", "is_of", "lead_of", "teams_held", "works_about"]

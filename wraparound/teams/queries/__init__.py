"""Every read of work and seats."""

from wraparound.teams.queries.works import Lead, WorkShown, any_work, lead_of, works_about

__all__ = ["Lead", "WorkShown", "any_work", "lead_of", "works_about"]

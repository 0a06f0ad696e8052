"""Every read of agencies."""

from wraparound.agencies.models import Agency


def agency_of(code: str) -> Agency | None:
    """Find an agency by its code."""
    return Agency.objects.filter(code=code).first()

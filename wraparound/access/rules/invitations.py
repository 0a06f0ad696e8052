"""How long a link to set up signing in holds."""

from datetime import datetime, timedelta

INVITATION_LASTS = timedelta(days=3)


def is_open(*, ends_at: datetime, used_at: datetime | None, withdrawn_at: datetime | None, at: datetime) -> bool:
    """Say whether a link still works: not used, not withdrawn, not too old."""
    return used_at is None and withdrawn_at is None and at < ends_at

"""Invented people at work, for tests."""

from datetime import UTC, datetime

from wraparound.access.words import Role
from wraparound.kernel.acting import Actor

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def someone(role: Role = Role.FRONT_DOOR, *, agency: str = "social-care", purpose: str = "helping a child") -> Actor:
    """Give someone who holds one role."""
    return Actor(f"{role}@{agency}", agency, f"Someone ({role.label})", frozenset({str(role)}), purpose=purpose)

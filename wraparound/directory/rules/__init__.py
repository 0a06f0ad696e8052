"""What is right to say of a service, how it stands on a day, whom it fits, and what is told of counts."""

from wraparound.directory.rules.counting import FEW, age_group, counted
from wraparound.directory.rules.facts import changes, code_for, faults, normal
from wraparound.directory.rules.standing import (
    Fitted,
    distance_km,
    fits,
    is_stale,
    order_of,
    says_age,
    stale_from,
    standing_on,
)

__all__ = [
    "FEW", "Fitted", "age_group", "changes", "code_for", "counted", "distance_km", "faults", "fits", "is_stale",
    "normal", "order_of", "says_age", "stale_from", "standing_on",
]  # fmt: skip

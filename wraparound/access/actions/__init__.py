"""Every write of access."""

from wraparound.access.actions.accounts import CannotGiveRole, adopt_people, end_role, give_role
from wraparound.access.actions.glass import CannotBreakGlass, CannotReview, break_glass, review_glass
from wraparound.access.actions.sittings import (
    CannotGivePurpose,
    begin_sitting,
    end_sitting,
    give_purpose,
    leave_sitting,
    refuse_sign_in,
)

__all__ = [
    "CannotBreakGlass", "CannotGivePurpose", "CannotGiveRole", "CannotReview", "adopt_people", "begin_sitting",
    "break_glass", "end_role", "end_sitting", "give_purpose", "give_role", "leave_sitting", "refuse_sign_in",
    "review_glass",
]  # fmt: skip

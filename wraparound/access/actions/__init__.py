"""Every write of access."""

from wraparound.access.actions.accounts import (
    CannotGiveRole,
    CannotNoteHome,
    adopt_people,
    end_role,
    give_first_role,
    give_role,
    note_home,
)
from wraparound.access.actions.entering import (
    Entered,
    enter_by_agency,
    enter_by_code,
    enter_by_passkey,
    enter_by_password,
)
from wraparound.access.actions.glass import CannotBreakGlass, CannotReview, break_glass, review_glass
from wraparound.access.actions.inviting import (
    CannotOpenAccount,
    close_account,
    invite,
    open_account,
    reopen_account,
)
from wraparound.access.actions.links import (
    CannotMakeLink,
    CannotOpenLink,
    make_link,
    open_link,
    withdraw_link,
    withdraw_links,
)
from wraparound.access.actions.sittings import (
    CannotGivePurpose,
    begin_sitting,
    clear_sessions,
    end_sitting,
    end_sittings_of,
    give_purpose,
    leave_sitting,
    refuse_sign_in,
)
from wraparound.access.actions.telling import tell_change
from wraparound.access.actions.tokens import CannotGiveToken, Wanted, count_call, give_token, take_token_back
from wraparound.access.actions.ways import (
    Answer,
    CannotChangeWay,
    CannotUseInvitation,
    NewPassword,
    accept_invitation_by_passkey,
    accept_invitation_by_password,
    add_passkey,
    end_agency_identity,
    end_passkey,
    end_password,
    make_recovery_codes,
    set_password,
)

__all__ = [
    "Answer", "CannotBreakGlass", "CannotChangeWay", "CannotGivePurpose", "CannotGiveRole", "CannotGiveToken",
    "CannotMakeLink", "CannotNoteHome", "CannotOpenAccount", "CannotOpenLink", "CannotReview", "CannotUseInvitation",
    "Entered", "NewPassword", "Wanted", "accept_invitation_by_passkey", "accept_invitation_by_password",
    "add_passkey", "adopt_people", "begin_sitting", "break_glass", "clear_sessions", "close_account", "count_call",
    "end_agency_identity", "end_passkey", "end_password", "end_role", "end_sitting", "end_sittings_of",
    "enter_by_agency", "enter_by_code", "enter_by_passkey", "enter_by_password", "give_first_role", "give_purpose",
    "give_role", "give_token", "invite", "leave_sitting", "make_link", "make_recovery_codes", "note_home",
    "open_account", "open_link", "refuse_sign_in", "reopen_account", "review_glass", "set_password",
    "take_token_back", "tell_change", "withdraw_link", "withdraw_links",
]  # fmt: skip

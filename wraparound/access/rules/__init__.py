"""Who may do what, and what shows that someone is who they say: decisions and sums without a database."""

from wraparound.access.rules.codes import (
    RECOVERY_CODES,
    address_for_app,
    code_of,
    fitting_step,
    hash_of,
    recovery_code,
    step_of,
)
from wraparound.access.rules.invitations import INVITATION_LASTS, is_open
from wraparound.access.rules.links import LinkHeld, is_address, state_of_link
from wraparound.access.rules.may import (
    ATTEMPTS,
    ATTEMPTS_FROM,
    LATELY,
    MAY,
    REASON_AT_LEAST,
    SENSITIVE,
    STRANGERS_ARE_THEIR_WORK,
    VERSION,
    WITHIN,
    lately,
    permitted,
    says_why,
    shut_until,
)
from wraparound.access.rules.pace import (
    MOST_A_MINUTE,
    PACES,
    TOKEN_LASTS_AT_MOST,
    TOKEN_PREFIX,
    TOKEN_ROLES,
    Pace,
    minute_of,
    pace,
    token_of_username,
    username_of_token,
)
from wraparound.access.rules.passwords import PASSWORD_AT_LEAST, PASSWORD_AT_MOST, wanting_of_password
from wraparound.access.rules.tokens import Awaited, shown_by, wanting_of_claims

__all__ = [
    "ATTEMPTS", "ATTEMPTS_FROM", "INVITATION_LASTS", "LATELY", "MAY", "MOST_A_MINUTE", "PACES",
    "PASSWORD_AT_LEAST", "PASSWORD_AT_MOST", "REASON_AT_LEAST", "RECOVERY_CODES", "SENSITIVE",
    "STRANGERS_ARE_THEIR_WORK", "TOKEN_LASTS_AT_MOST", "TOKEN_PREFIX", "TOKEN_ROLES", "VERSION", "WITHIN",
    "Awaited", "LinkHeld", "Pace", "address_for_app", "code_of", "fitting_step", "hash_of", "is_address",
    "is_open", "lately", "minute_of", "pace", "permitted", "recovery_code", "says_why", "shown_by", "shut_until",
    "state_of_link", "step_of", "token_of_username", "username_of_token", "wanting_of_claims",
    "wanting_of_password",
]  # fmt: skip

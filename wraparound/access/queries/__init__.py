"""Who someone is when they act, who there is, how they sign in, and what they opened."""

from wraparound.access.queries.accounts import (
    AtWork,
    Failures,
    MyAccount,
    PeopleOfRole,
    account_called,
    account_numbered,
    accounts_listed,
    actor_of,
    changed_by_others,
    failures_of,
    glass_to_review,
    glass_visible_to,
    my_account,
    names_of,
    names_of_agencies,
    opened_to,
    openings_told,
    people_by_role,
    people_in_teams,
    people_who_may,
    roles_held_by,
    roles_on,
    sign_ins_of,
    sittings_of,
)
from wraparound.access.queries.links import (
    actor_by_link,
    actor_of_link,
    is_link_to,
    link_about,
    link_shown,
    state_of,
    token_of_link,
)
from wraparound.access.queries.lookers import Looker, lookers, mark_of_postcode
from wraparound.access.queries.sealing import sealed, sealed_bytes, unsealed, unsealed_bytes
from wraparound.access.queries.tokens import (
    actor_by_token,
    agencies_of_tokens,
    names_of_givers,
    names_of_tokens,
    token_numbered,
    token_shown,
    tokens_called,
    tokens_listed,
)
from wraparound.access.queries.ways import (
    Proof,
    Ways,
    account_at,
    agency_signs_in,
    common_passwords,
    invitation_open,
    offer_of_new_passkey,
    offer_of_passkey,
    proof_of_password,
    shown_by_agency,
    sign_ins_by_agencies,
    ways_of,
    words_about,
)

__all__ = [
    "AtWork", "Failures", "Looker", "MyAccount", "PeopleOfRole", "Proof", "Ways", "account_at", "account_called",
    "account_numbered", "accounts_listed", "actor_by_link", "actor_by_token", "actor_of", "actor_of_link",
    "agencies_of_tokens", "agency_signs_in", "changed_by_others", "common_passwords", "failures_of",
    "glass_to_review", "glass_visible_to", "invitation_open", "is_link_to", "link_about", "link_shown", "lookers",
    "mark_of_postcode", "my_account", "names_of", "names_of_agencies", "names_of_givers", "names_of_tokens",
    "offer_of_new_passkey", "offer_of_passkey", "opened_to", "openings_told", "people_by_role", "people_in_teams",
    "people_who_may",
    "proof_of_password", "roles_held_by", "roles_on", "sealed", "sealed_bytes", "shown_by_agency",
    "sign_ins_by_agencies", "sign_ins_of", "sittings_of", "state_of", "token_numbered", "token_of_link",
    "token_shown", "tokens_called", "tokens_listed", "unsealed", "unsealed_bytes", "ways_of", "words_about",
]  # fmt: skip

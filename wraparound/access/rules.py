"""Who may do what: one table that pages, queries and tests read alike."""

from collections.abc import Iterable

from wraparound.access.words import Permission, Role

VERSION = "2026-11"  # of the table; written beside every look it let through

MAY: dict[Permission, frozenset[Role]] = {
    Permission.LOOK_UP_CHILDREN: frozenset({Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD}),
    Permission.SEE_FEEDS: frozenset({Role.ANALYST, Role.GOVERNANCE, Role.FRONT_DOOR, Role.LEAD}),
    Permission.MANAGE_FEEDS: frozenset({Role.ANALYST}),
    Permission.SEE_LEDGER: frozenset({Role.GOVERNANCE}),
    Permission.SEE_AREA: frozenset(Role),
    Permission.REVIEW_BREAK_GLASS: frozenset({Role.GOVERNANCE}),
    Permission.MANAGE_ACCOUNTS: frozenset({Role.GOVERNANCE}),
    Permission.LINK_RECORDS: frozenset({Role.FRONT_DOOR, Role.ANALYST}),
}


def permitted(roles: Iterable[str], *, permission: Permission) -> bool:
    """Say whether any of the roles may do it; a role or permission nobody wrote down may nothing."""
    return any(role in MAY.get(permission, frozenset()) for role in roles)

"""Who may do what: one table that pages, queries and tests read alike; and for how long, how often, how lately."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from wraparound.access.words import Permission, Role

VERSION = "2026-11-27"  # of the table; written beside every look it let through

MAY: dict[Permission, frozenset[Role]] = {
    Permission.LOOK_UP_CHILDREN: frozenset({Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD}),
    Permission.LOOK_UP_STRANGERS: frozenset({Role.FRONT_DOOR, Role.LEAD}),
    Permission.KEEP_SHIELDS: frozenset({Role.GOVERNANCE}),
    Permission.SEE_FEEDS: frozenset({Role.ANALYST, Role.GOVERNANCE, Role.FRONT_DOOR, Role.LEAD}),
    Permission.MANAGE_FEEDS: frozenset({Role.ANALYST}),
    Permission.SEE_LEDGER: frozenset({Role.GOVERNANCE}),
    Permission.SEE_AREA: frozenset(Role),
    Permission.REVIEW_BREAK_GLASS: frozenset({Role.GOVERNANCE}),
    Permission.MANAGE_ACCOUNTS: frozenset({Role.GOVERNANCE}),
    Permission.LINK_RECORDS: frozenset({Role.FRONT_DOOR, Role.ANALYST}),
    Permission.WITHHOLD_NUMBERS: frozenset({Role.FRONT_DOOR, Role.LEAD}),
    Permission.TELL_LIFE_EVENTS: frozenset({Role.FRONT_DOOR, Role.LEAD}),
    Permission.KEEP_RETENTION: frozenset({Role.GOVERNANCE}),
    Permission.ASK_PARTNERS: frozenset({Role.FRONT_DOOR, Role.LEAD}),
    Permission.ANSWER_ASKS: frozenset({Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD}),
    Permission.READ_SEALED: frozenset({Role.LEAD}),
    Permission.SEE_AGREEMENTS: frozenset(Role),
    Permission.KEEP_AGREEMENTS: frozenset({Role.GOVERNANCE}),
    Permission.SEE_SHARES: frozenset({Role.GOVERNANCE}),
    Permission.OWE_DUTIES: frozenset({Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD, Role.GOVERNANCE}),
    Permission.KEEP_DUTY_RULES: frozenset({Role.GOVERNANCE}),
    Permission.TELL_THE_DOOR: frozenset({Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD}),
    Permission.SEE_DOOR: frozenset({Role.FRONT_DOOR, Role.LEAD, Role.GOVERNANCE}),
    Permission.DECIDE: frozenset({Role.FRONT_DOOR, Role.LEAD}),
    Permission.SECOND: frozenset({Role.LEAD}),
    Permission.SEE_DIRECTORY: frozenset(Role),
    Permission.KEEP_DIRECTORY: frozenset({Role.FRONT_DOOR, Role.LEAD, Role.ANALYST}),
    Permission.TAKE_WORK: frozenset({Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD}),
    Permission.ALLOCATE_WORK: frozenset({Role.LEAD}),
    Permission.ASK_FOR_WORK: frozenset({Role.FRONT_DOOR, Role.LEAD, Role.GOVERNANCE}),
    Permission.SEE_POST: frozenset({Role.ANALYST, Role.GOVERNANCE}),
}

# What asks that one has shown lately who one is.
SENSITIVE = frozenset(
    {Permission.MANAGE_ACCOUNTS, Permission.KEEP_SHIELDS, Permission.WITHHOLD_NUMBERS, Permission.KEEP_AGREEMENTS}
)
LATELY = timedelta(minutes=15)
STRANGERS_ARE_THEIR_WORK = frozenset({Role.FRONT_DOOR})  # so that looking at them is not unusual
ATTEMPTS, WITHIN = 5, timedelta(minutes=15)  # so many wrong attempts within this, and the door stays shut as long
ATTEMPTS_FROM = 50  # from one network address: a whole agency may stand behind one
REASON_AT_LEAST = 15  # letters: "child at risk" is no reason yet


def permitted(roles: Iterable[str], *, permission: Permission) -> bool:
    """Say whether any of the roles may do it; a role or permission nobody wrote down may nothing."""
    return any(role in MAY.get(permission, frozenset()) for role in roles)


def lately(signed_in_at: datetime | None, *, at: datetime) -> bool:
    """Say whether someone showed who they are within the last quarter of an hour; unknown is no."""
    return signed_in_at is not None and signed_in_at <= at < signed_in_at + LATELY


def shut_until(failed: Iterable[datetime], *, at: datetime, most: int = ATTEMPTS) -> datetime | None:
    """Say until when nobody may try again after these wrong attempts; None when one may. Cost: one sort."""
    recent = sorted(one for one in failed if at - WITHIN < one <= at)
    return recent[-most] + WITHIN if len(recent) >= most else None


def says_why(reason: str) -> bool:
    """Say whether a reason for breaking the glass is long enough to be one."""
    return len("".join(reason.split())) >= REASON_AT_LEAST

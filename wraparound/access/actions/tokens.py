"""Giving tokens to agencies' systems, taking them back, and counting what is asked by them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from wraparound.access.events import TokenGiven, TokenTakenBack
from wraparound.access.models import Token
from wraparound.access.policies import check_may_now
from wraparound.access.rules import (
    MOST_A_MINUTE,
    TOKEN_LASTS_AT_MOST,
    TOKEN_PREFIX,
    TOKEN_ROLES,
    Pace,
    hash_of,
    minute_of,
    pace,
)
from wraparound.access.words import Permission, Role, Scope
from wraparound.agencies.queries import agency as agency_of
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.queries import kept_in_words

ONE = (  # statement, so that no two calls are counted as one, in however many processes
    "UPDATE access_token SET calls = CASE WHEN minute = %s THEN calls + 1 ELSE 1 END, minute = %s, used_at = %s"
    " WHERE id = %s RETURNING calls"
)
COUNT = {"sqlite": ONE, "postgresql": f"{ONE}, set_config('synchronous_commit', 'off', true)"}  # for this one alone


class CannotGiveToken(CannotDo):
    """There is no such agency, or a token cannot be like this."""


@dataclass(frozen=True)
class Wanted:
    """What a token is to be: of which agency's which system, in which role, for what, how often and how long."""

    agency: str
    name: str
    role: Role
    scopes: Iterable[Scope]
    a_minute: int = 120
    lasts: timedelta = TOKEN_LASTS_AT_MOST


@whole
def give_token(wanted: Wanted, *, by: Actor, at: datetime) -> tuple[Token, str]:
    """Give a system of an agency a token, and the secret, which is shown this once."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    scopes = [str(scope) for scope in Scope if scope in set(wanted.scopes)]
    agency = agency_of(wanted.agency)
    if agency is None or agency.ended_on is not None:
        raise CannotGiveToken(f'There is no agency with the code "{wanted.agency}".')
    if wanted.role not in TOKEN_ROLES:
        raise CannotGiveToken(f"No system may act as {wanted.role.label}.")
    if not wanted.name.strip() or not scopes:
        raise CannotGiveToken("Say which system it is for, and choose what it may ask for.")
    if not timedelta() < wanted.lasts <= TOKEN_LASTS_AT_MOST or not 1 <= wanted.a_minute <= MOST_A_MINUTE:
        raise CannotGiveToken("A token holds for a year at most, and makes one call a minute at least.")
    secret = TOKEN_PREFIX + secrets.token_hex(32)
    token = Token.objects.create(
        agency=agency,
        name=wanted.name.strip(),
        role=wanted.role,
        scopes=scopes,
        hash=hash_of(secret),
        a_minute=wanted.a_minute,
        given_by=by.username,
        given_at=at,
        ends_at=at + wanted.lasts,
    )
    ends_at = token.ends_at.isoformat()
    write_down(TokenGiven(token.pk, agency.code, token.name, token.role, tuple(scopes), ends_at), by=by, at=at)
    return token, secret


@whole
def take_token_back(token: int, *, by: Actor, at: datetime) -> Token:
    """Take a token back: from now on it opens nothing; what was done with it stays in the ledger under its name."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    held = Token.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=token).first()
    if held is None or held.taken_back_at is not None:
        raise CannotGiveToken("This token was taken back already, or there is none.")
    held.taken_back_at, held.taken_back_by = at, by.username
    held.save(update_fields=["taken_back_at", "taken_back_by"])
    write_down(TokenTakenBack(held.pk, held.agency.code, held.name), by=by, at=at)
    return held


@whole
def count_call(token: Token, *, by: Actor, at: datetime) -> Pace:  # noqa: ARG001 – who calls is the token
    """Count a call by a token, note when it was used last, and say whether it may go on in this minute.

    Cost: one statement in a transaction of its own, so that a call that fails later is counted all the same. Nothing
    waits for the disk with it: were the power to fail just then, a few calls of this minute would not be counted.
    """
    minute = minute_of(at)
    with kept_in_words() as cursor:
        used_at = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(COUNT[connection.vendor], [minute, minute, used_at, token.pk])
        calls, *_ = cursor.fetchone()
    return pace(calls, limit=token.a_minute, at=at)

"""Tokens of agencies' systems: those there are, the one that is shown, and who acts by it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from wraparound.access.models import Account, Token
from wraparound.access.rules import hash_of, token_of_username, username_of_token
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled


def tokens_listed() -> QuerySet[Token]:
    """Find every token, those that hold first, then by agency and name."""
    return Token.objects.select_related("agency").order_by("taken_back_at", "agency__name", "name", "pk")


def token_numbered(pk: int) -> Token | None:
    """Find a token by its number."""
    return Token.objects.select_related("agency").filter(pk=pk).first()


def token_shown(presented: str, *, at: datetime) -> Token | None:
    """Find the token that a system shows, if it and its agency hold now. Cost: one query."""
    for *token, agency, code, ended_on in SHOWN.rows(hash=hash_of(presented), at=at) if presented else ():
        if ended_on is None or ended_on > at.date():
            whose = AGENCY(pk=agency, code=code)
            return Token(**dict(zip(TOLD, token, strict=True)), agency=whose)
    return None


def _shown(*, hash: str, at: datetime) -> QuerySet[Token, Any]:  # noqa: A002 – the column is called so
    found = Token.objects.filter(hash=hash, taken_back_at__isnull=True, given_at__lte=at, ends_at__gt=at)
    return found.values_list(*TOLD, "agency_id", "agency__code", "agency__ended_on")


AGENCY: Any = Token._meta.get_field("agency").related_model
TOLD = ("pk", "name", "role", "scopes", "a_minute")
SHOWN = Compiled(_shown)


def actor_by_token(token: Token, *, purpose: str = "") -> Actor:
    """Give who acts by a token: a system of its agency, in its role."""
    return Actor(
        username=username_of_token(token.pk),
        agency=token.agency.code,
        name=token.name,
        roles=frozenset({token.role}),
        purpose=purpose,
        token=token.pk,
    )


def names_of_tokens(usernames: Iterable[str]) -> dict[str, str]:
    """Say what the systems are called that act by tokens, by the names under which the ledger has them."""
    numbers = [number for one in usernames if (number := token_of_username(one)) is not None]
    known = Token.objects.filter(pk__in=numbers).values_list("pk", "name") if numbers else ()
    return {username_of_token(pk): f"{name} (token {pk})" for pk, name in known}


def tokens_called(words: str) -> list[str]:
    """Give the names under which the ledger has the systems whose name, or whose agency's, holds some words."""
    named = Q(name__icontains=words) | Q(agency__name__icontains=words)
    return [username_of_token(pk) for pk in Token.objects.filter(named).order_by("pk").values_list("pk", flat=True)]


def agencies_of_tokens() -> dict[str, str]:
    """Name the agencies whose systems hold or held a token, by their codes."""
    return dict(Token.objects.values_list("agency__code", "agency__name").distinct())


def names_of_givers(tokens: Iterable[Token]) -> dict[str, str]:
    """Say what those are called who gave tokens or took them back."""
    usernames = {name for one in tokens for name in (one.given_by, one.taken_back_by)}
    return dict(Account.objects.filter(username__in=usernames).values_list("username", "name"))

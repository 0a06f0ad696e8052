"""People of the sample who have set up how they sign in, and what their apps and devices say."""

import secrets

from django.utils import timezone

from wraparound.access import actions, queries
from wraparound.access.models import Account, CodeApp
from wraparound.access.ports import OUTSIDE
from wraparound.access.rules import code_of, step_of
from wraparound.kernel.acting import Actor

NOBODY = Actor("", "")
PASSWORD = "kettle orbit marzipan"


def account_of(username: str) -> Account:
    return Account.objects.select_related("agency").get(username=username)


def acting_as(username: str, *, at) -> Actor:
    return queries.actor_of(account_of(username), on=timezone.localdate(), signed_in_at=at)


def with_password(username: str, *, at) -> tuple[bytes, list[str]]:
    """Set up a password and an app, and give the app's secret and the recovery codes."""
    secret = secrets.token_bytes(20)
    given = actions.NewPassword(PASSWORD, secret, code_of(secret, step=step_of(at)))
    _, codes = actions.set_password(given, by=acting_as(username, at=at), at=at)
    return secret, codes


def secret_of(username: str) -> bytes:
    return OUTSIDE.vault.unseal(CodeApp.objects.get(account__username=username, ended_at__isnull=True).sealed)


def code_at(secret: bytes, at) -> str:
    return code_of(secret, step=step_of(at))

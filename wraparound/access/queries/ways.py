"""How an account signs in: what it has for it, invitations that are open, and what passkeys and agencies are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from wraparound.access.models import (
    Account,
    AgencyIdentity,
    CodeApp,
    FactorChange,
    Invitation,
    Passkey,
    RecoveryCode,
)
from wraparound.access.ports import OUTSIDE, AgencySignIn, Asked, CannotBelieveAgency, Passkeys
from wraparound.access.queries.accounts import failures_of
from wraparound.access.rules import ATTEMPTS_FROM, hash_of, is_open, shut_until
from wraparound.access.words import Offer, Shown

NONE = "!"  # what is kept where there is no password; comparing with it takes as long


@dataclass(frozen=True)
class Ways:
    """All that an account signs in with, and what changed about it lately."""

    passkeys: list[Passkey]
    app: CodeApp | None
    codes_left: int
    identities: list[AgencyIdentity]
    changes: list[FactorChange]

    @property
    def count(self) -> int:
        """Say how many ways in there are."""
        return len(self.passkeys) + len(self.identities) + bool(self.app)


@dataclass(frozen=True)
class Proof:
    """That a password was compared, with what, and how it came out; an action holds it against what is kept then."""

    account: int | None
    fits: bool
    kept: str = ""  # the hash it was compared with


def ways_of(account: Account) -> Ways:
    """Give all that an account signs in with. Cost: five queries."""
    held = {"account": account, "ended_at__isnull": True}
    return Ways(
        list(Passkey.objects.filter(**held).order_by("made_at", "pk")),
        CodeApp.objects.filter(**held).first(),
        RecoveryCode.objects.filter(**held, used_at__isnull=True).count(),
        list(AgencyIdentity.objects.filter(**held).order_by("pk")),
        list(FactorChange.objects.filter(account=account).order_by("-at", "-pk")[:10]),
    )


def account_at(email: str) -> Account | None:
    """Find the account in use whose e-mail address this is."""
    found = Account.objects.select_related("agency").filter(email__iexact=email.strip(), is_active=True)
    return found.first() if email.strip() else None


def proof_of_password(email: str, *, password: str, address: str, at: datetime) -> Proof:
    """Compare a password with an account's. It takes as long where there is none, so that it tells nothing.

    It is slow on purpose, so it happens before the action's transaction, in which others would wait; and not at all
    while the door is shut, so that who tries without end costs nothing.
    """
    account = account_at(email)
    failed = failures_of(account.username if account else email.strip(), address=address, at=at)
    if shut_until(failed.named, at=at) or shut_until(failed.there, at=at, most=ATTEMPTS_FROM):
        return Proof(account.pk if account else None, False)
    kept = account.password if account else NONE
    fits = check_password(password, kept)
    return Proof(account.pk if account else None, fits, kept)


def invitation_open(token: str, *, at: datetime) -> Invitation | None:
    """Find the invitation of a link, if it still works."""
    kept = Invitation.objects.select_related("account__agency").filter(hash=hash_of(token)).first()
    works = kept is not None and kept.account.is_active
    if not works or kept is None:
        return None
    open_now = is_open(ends_at=kept.ends_at, used_at=kept.used_at, withdrawn_at=kept.withdrawn_at, at=at)
    return kept if open_now else None


@cache
def common_passwords() -> frozenset[str]:
    """Give the twenty thousand passwords that are tried first, as Django keeps them."""
    return frozenset(CommonPasswordValidator().passwords)


def words_about(account: Account, *, area: str) -> list[str]:
    """Give the words about someone that others know and a password may not mainly be."""
    return [account.username, account.name, account.email, account.agency.name, area, "wraparound", "password"]


def offer_of_passkey(host: str, *, account: Account | None = None) -> Offer:
    """Give what a browser is asked for a passkey: any, or one of an account's."""
    return _passkeys().offer(host=host, held=_held(account) if account else ())


def offer_of_new_passkey(host: str, *, account: Account) -> Offer:
    """Give what a browser is asked to make a new passkey for an account, on a device that has none of its yet."""
    called = (account.email or account.username, account.name)
    return _passkeys().offer_new(host=host, account=account.pk, called=called, held=_held(account))


def sign_ins_by_agencies() -> list[tuple[str, str]]:
    """Give the agencies with a sign-in of their own: code and what people call it."""
    return sorted(((code, one.title) for code, one in OUTSIDE.agencies.items()), key=lambda one: one[1])


def agency_signs_in(asked: Asked) -> str:
    """Give the address of an agency's own sign-in; raises CannotReachAgency."""
    return _agency(asked.agency).address(asked)


def shown_by_agency(asked: Asked, *, answer: Mapping[str, str], at: datetime) -> Shown:
    """Give what an agency says of someone who comes from it; raises CannotReachAgency and CannotBelieveAgency."""
    return _agency(asked.agency).shown(asked, answer=answer, at=at)


def _held(account: Account) -> list[str]:
    return list(Passkey.objects.filter(account=account, ended_at__isnull=True).values_list("credential", flat=True))


def _agency(code: str) -> AgencySignIn:
    found = OUTSIDE.agencies.get(code)
    if found is None:
        raise CannotBelieveAgency("This agency has no sign-in of its own here.")
    return found


def _passkeys() -> Passkeys:
    if OUTSIDE.passkeys is None:
        raise RuntimeError("The wiring has plugged in nothing that checks passkeys.")
    return OUTSIDE.passkeys

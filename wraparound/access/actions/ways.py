"""Setting up how one signs in, by an invitation or from one's own page: passkeys, a password with an app, codes."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from wraparound.access.actions.sittings import end_sittings_of
from wraparound.access.actions.telling import tell_change
from wraparound.access.models import Account, AgencyIdentity, CodeApp, Invitation, Passkey, RecoveryCode
from wraparound.access.policies import check_may_change_ways
from wraparound.access.ports import OUTSIDE, Vault
from wraparound.access.queries import actor_of, common_passwords, invitation_open, ways_of, words_about
from wraparound.access.rules import RECOVERY_CODES, fitting_step, hash_of, recovery_code, wanting_of_password
from wraparound.access.words import Change
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole

AT_MOST = 10  # passkeys of one account


class CannotUseInvitation(CannotDo):
    """The link was used, withdrawn, is too old, or never was."""


class CannotChangeWay(CannotDo):
    """The password is too easy, the code does not fit, or it is the last way in."""


@dataclass(frozen=True)
class Answer:
    """What a browser answered about a passkey, at which address, and which questions we had asked it."""

    text: str
    host: str
    challenges: tuple[str, ...]


@dataclass(frozen=True)
class NewPassword:
    """A password, the secret that an app was given, and the code that the app makes of it."""

    password: str
    secret: bytes
    code: str
    area: str = ""  # whose name is no password


@whole
def accept_invitation_by_passkey(
    token: str,
    *,
    answer: Answer,
    name: str,
    by: Actor,  # noqa: ARG001 – whoever holds the link acts as the account it is for
    at: datetime,
) -> Account:
    """Set up an account's first passkey, and use its invitation up."""
    account = _use(token, at=at)
    _make_passkey(account, answer=answer, name=name, by=_as(account, at=at), at=at)
    return account


@whole
def accept_invitation_by_password(
    token: str,
    *,
    given: NewPassword,
    by: Actor,  # noqa: ARG001 – as above
    at: datetime,
) -> tuple[Account, list[str]]:
    """Set up a password with an app for codes, use the invitation up, and give the recovery codes."""
    account = _use(token, at=at)
    return account, _set_password(account, given=given, by=_as(account, at=at), at=at)


@whole
def add_passkey(answer: Answer, *, name: str, by: Actor, at: datetime) -> Passkey:
    """Add a passkey to one's own account."""
    check_may_change_ways(by, at=at)
    return _make_passkey(_own(by), answer=answer, name=name, by=by, at=at)


@whole
def end_passkey(passkey: int, *, by: Actor, at: datetime) -> None:
    """Remove one of one's own passkeys, unless it is the last way in."""
    check_may_change_ways(by, at=at)
    account = _own(by)
    found = Passkey.objects.filter(pk=passkey, account=account, ended_at__isnull=True).first()
    _end(account, found=found, what=Change.PASSKEY_ENDED, by=by, at=at)


@whole
def set_password(given: NewPassword, *, by: Actor, at: datetime) -> tuple[Account, list[str]]:
    """Set up one's own password and app anew, sign out everywhere, and give new recovery codes."""
    check_may_change_ways(by, at=at)
    account = _own(by)
    return account, _set_password(account, given=given, by=by, at=at)


@whole
def end_password(*, by: Actor, at: datetime) -> Account:
    """Remove one's own password with its app and recovery codes, unless it is the last way in."""
    check_may_change_ways(by, at=at)
    account = _own(by)
    found = CodeApp.objects.filter(account=account, ended_at__isnull=True).first()
    _end(account, found=found, what=Change.PASSWORD_ENDED, by=by, at=at)
    RecoveryCode.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sittings_of(account, by=by, at=at)
    return account


@whole
def make_recovery_codes(*, by: Actor, at: datetime) -> list[str]:
    """Give new recovery codes; the old ones work no more."""
    check_may_change_ways(by, at=at)
    account = _own(by)
    if ways_of(account).app is None:
        raise CannotChangeWay("Recovery codes stand in for the codes of an app. Set up a password and an app first.")
    return _make_codes(account, by=by, at=at)


@whole
def end_agency_identity(identity: int, *, by: Actor, at: datetime) -> None:
    """Part one's own account from the agency's, unless it is the last way in."""
    check_may_change_ways(by, at=at)
    account = _own(by)
    found = AgencyIdentity.objects.filter(pk=identity, account=account, ended_at__isnull=True).first()
    _end(account, found=found, what=Change.AGENCY_ENDED, by=by, at=at)


def _use(token: str, *, at: datetime) -> Account:
    """Use an invitation up: of two who try at once, one does."""
    found = invitation_open(token, at=at)
    still = Invitation.objects.filter(pk=found.pk, used_at__isnull=True, withdrawn_at__isnull=True) if found else None
    if found is None or still is None or not still.update(used_at=at):
        raise CannotUseInvitation("This link works no more. Ask whoever gave it to you for a new one.")
    return Account.objects.select_for_update(of=("self",)).select_related("agency").get(pk=found.account_id)


def _make_passkey(account: Account, *, answer: Answer, name: str, by: Actor, at: datetime) -> Passkey:
    if OUTSIDE.passkeys is None:
        raise RuntimeError("The wiring has plugged in nothing that checks passkeys.")
    if len(ways_of(account).passkeys) >= AT_MOST:
        raise CannotChangeWay(f"You have {AT_MOST} passkeys already. Remove one first.")
    made = OUTSIDE.passkeys.accept_new(answer.text, host=answer.host, challenges=answer.challenges)
    if Passkey.objects.filter(credential=made.credential).exists():
        raise CannotChangeWay("This passkey is known already.")
    kept = Passkey.objects.create(
        account=account, credential=made.credential, material=made.material, count=made.count,
        name=name.strip()[:60] or "A passkey", made_at=at,
    )  # fmt: skip
    tell_change(account, what=Change.PASSKEY_MADE, by=by, at=at)
    return kept


def _set_password(account: Account, *, given: NewPassword, by: Actor, at: datetime) -> list[str]:
    about = words_about(account, area=given.area)
    if wanting := wanting_of_password(given.password, common=common_passwords(), about=about):
        raise CannotChangeWay(f"{wanting}.")
    step = fitting_step(given.secret, code=given.code, at=at, after=0)
    if step is None:
        raise CannotChangeWay("The code does not fit. Enter the code that your app shows now.")
    CodeApp.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    CodeApp.objects.create(account=account, sealed=_vault().seal(given.secret), made_at=at, last_step=step)
    account.set_password(given.password)
    account.save(update_fields=["password"])
    tell_change(account, what=Change.PASSWORD_SET, by=by, at=at)
    end_sittings_of(account, by=by, at=at)
    return _make_codes(account, by=by, at=at)


def _make_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    RecoveryCode.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    codes = [recovery_code(secrets.randbelow(30) for _ in range(16)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(account=account, hash=hash_of(code), made_at=at) for code in codes])
    tell_change(account, what=Change.RECOVERY_MADE, by=by, at=at)
    return codes


def _end(
    account: Account, *, found: Passkey | CodeApp | AgencyIdentity | None, what: Change, by: Actor, at: datetime
) -> None:
    if found is None:
        raise CannotChangeWay("This way to sign in is not yours, or was removed already.")
    if ways_of(account).count < 2:
        raise CannotChangeWay("This is your last way to sign in. Set up another before you remove it.")
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    tell_change(account, what=what, by=by, at=at)


def _own(by: Actor) -> Account:
    return Account.objects.select_for_update(of=("self",)).select_related("agency").get(username=by.username)


def _as(account: Account, *, at: datetime) -> Actor:
    return actor_of(account, on=localdate(at))


def _vault() -> Vault:
    if OUTSIDE.vault is None:
        raise RuntimeError("The wiring has plugged in nothing that seals secrets.")
    return OUTSIDE.vault

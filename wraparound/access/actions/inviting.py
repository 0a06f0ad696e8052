"""Opening accounts, inviting people to set up how they sign in, and closing accounts."""

from datetime import datetime
from secrets import token_hex

from wraparound.access.actions.accounts import give_first_role
from wraparound.access.actions.sittings import end_sittings_of
from wraparound.access.actions.telling import tell_change
from wraparound.access.events import AccountClosed, AccountOpened, AccountReopened, Invited, WaysEnded
from wraparound.access.models import Account, AgencyIdentity, CodeApp, Invitation, Passkey, RecoveryCode
from wraparound.access.policies import check_may_now, check_may_open_accounts
from wraparound.access.rules import INVITATION_LASTS, hash_of
from wraparound.access.words import Change, Permission, Role
from wraparound.agencies.queries import agency as agency_of
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

LETTERS = 150  # of a username, which is the address


class CannotOpenAccount(CannotDo):
    """Someone has an account under this address, or there is no such agency or account."""


@whole
def open_account(
    email: str, *, name: str, agency: str, role: Role, team: str = "", by: Actor, at: datetime
) -> tuple[Account, str]:
    """Open an account with its first role, and give the token of the link by which its holder sets up signing in."""
    check_may_open_accounts(by, at=at)
    email = email.strip()
    works_for = agency_of(agency)
    if works_for is None:
        raise CannotOpenAccount(f'There is no agency with the code "{agency}".')
    taken = Account.objects.filter(email__iexact=email) | Account.objects.filter(username__iexact=email)
    if not email or len(email) > LETTERS or taken.exists():
        raise CannotOpenAccount("Someone has an account under this e-mail address already.")
    account = Account(username=email.lower(), name=name.strip(), email=email, agency=works_for)
    account.set_unusable_password()
    account.save()
    write_down(AccountOpened(account.username, agency), by=by, at=at)
    give_first_role(account, role=role, team=team, by=by, at=at)
    return account, _invite(account, by=by, at=at)


@whole
def invite(account: int, *, ends_ways: bool = False, by: Actor, at: datetime) -> tuple[Account, str]:
    """Give the token of a fresh link; one given before works no more, and what was lost or stolen may be ended."""
    check_may_open_accounts(by, at=at)
    found = Account.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=account).first()
    if found is None or not found.is_active:
        raise CannotOpenAccount("This account is closed, or there is none.")
    if ends_ways:
        _end_ways(found, by=by, at=at)
    return found, _invite(found, by=by, at=at)


@whole
def close_account(account: int, *, by: Actor, at: datetime) -> Account:
    """Close an account and sign it out everywhere; what it did stays under its name."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    found = Account.objects.select_for_update(of=("self",)).filter(pk=account, is_active=True).first()
    if found is None or found.username == by.username:
        raise CannotOpenAccount("This account is closed already, or it is your own.")
    found.is_active = False
    found.save(update_fields=["is_active"])
    _withdraw(found, at=at)
    end_sittings_of(found, by=by, at=at)
    write_down(AccountClosed(found.username), by=by, at=at)
    return found


@whole
def reopen_account(account: int, *, by: Actor, at: datetime) -> Account:
    """Let a closed account sign in again, by the ways it had."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    found = Account.objects.select_for_update(of=("self",)).filter(pk=account, is_active=False).first()
    if found is None:
        raise CannotOpenAccount("This account is in use already.")
    found.is_active = True
    found.save(update_fields=["is_active"])
    write_down(AccountReopened(found.username), by=by, at=at)
    return found


def _invite(account: Account, *, by: Actor, at: datetime) -> str:
    _withdraw(account, at=at)
    token = token_hex(32)
    ends_at = at + INVITATION_LASTS
    Invitation.objects.create(account=account, hash=hash_of(token), made_by=by.username, made_at=at, ends_at=ends_at)
    write_down(Invited(account.pk, account.username, ends_at.isoformat()), by=by, at=at)
    tell_change(account, what=Change.INVITED, by=by, at=at)
    return token


def _withdraw(account: Account, *, at: datetime) -> None:
    Invitation.objects.filter(account=account, used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)


def _end_ways(account: Account, *, by: Actor, at: datetime) -> None:
    for table in (Passkey, CodeApp, RecoveryCode, AgencyIdentity):
        table.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sittings_of(account, by=by, at=at)
    write_down(WaysEnded(account.pk, account.username), by=by, at=at)
    tell_change(account, what=Change.WAYS_ENDED, by=by, at=at)

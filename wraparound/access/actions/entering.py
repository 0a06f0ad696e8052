"""Signing in: by passkey, by password and code, by code alone when signed in already, by an agency's own sign-in."""

from dataclasses import dataclass
from datetime import datetime

from wraparound.access.actions.sittings import refuse_sign_in
from wraparound.access.actions.telling import tell_change
from wraparound.access.actions.ways import Answer
from wraparound.access.models import Account, AgencyIdentity, CodeApp, Passkey, RecoveryCode
from wraparound.access.policies import MayNotTryAgainYet, check_may_try
from wraparound.access.ports import OUTSIDE, CannotUsePasskey
from wraparound.access.queries import Proof, account_at, account_called, failures_of
from wraparound.access.rules import fitting_step, hash_of
from wraparound.access.words import Change, Shown, SignInResult, WayIn
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole

NOT_RIGHT = "The e-mail address, the password and the code do not fit together. Check all three and try again."
NO_CODE = "The code does not fit. Enter the code that your app shows now; each works once."
NO_PASSKEY = "This passkey is not known here. Use another, or sign in another way."
COPIED = "This passkey may have been copied. Use another, and tell the keeper of information governance."
DIGITS = 6


@dataclass(frozen=True)
class Entered:
    """How an attempt to sign in came out: the account that may come in, or why nobody may."""

    account: Account | None
    way: WayIn
    why: str = ""


@whole
def enter_by_password(email: str, *, proof: Proof, code: str, address: str, by: Actor, at: datetime) -> Entered:
    """Let in who has shown a password and a code of their app or from paper; failures are counted and told alike."""
    account = _locked(proof.account)
    trying = _Trying(account.username if account else email.strip(), WayIn.PASSWORD, address)
    if refused := _shut(trying, by=by, at=at):
        return refused
    if account is None or not proof.fits or account.password != proof.kept:
        result = SignInResult.WRONG if account else SignInResult.REFUSED
        return _refused(trying, result=result, why=NOT_RIGHT, by=by, at=at)
    way = _way_of(account, code=code, by=by, at=at)
    if way is None:
        return _refused(trying, result=SignInResult.WRONG, why=NOT_RIGHT, by=by, at=at)
    return Entered(account, way)


@whole
def enter_by_code(code: str, *, address: str, by: Actor, at: datetime) -> Entered:
    """Let someone who is signed in show again that they are there, by a code of their app."""
    found = account_called(by.username)
    account = _locked(found.pk if found else None)
    trying = _Trying(by.username, WayIn.CODE, address)
    if refused := _shut(trying, by=by, at=at):
        return refused
    if account is None or not _app_fits(account, code=code, at=at):
        return _refused(trying, result=SignInResult.WRONG, why=NO_CODE, by=by, at=at)
    return Entered(account, WayIn.CODE)


@whole
def enter_by_passkey(answer: Answer, *, only: str = "", address: str, by: Actor, at: datetime) -> Entered:
    """Let in whose passkey has signed what we asked; `only` names the one account it must be of.

    Wrong passwords of others do not shut this way: a signature cannot be guessed.
    """
    if OUTSIDE.passkeys is None:
        raise RuntimeError("The wiring has plugged in nothing that checks passkeys.")
    username = only
    try:
        named = OUTSIDE.passkeys.named(answer.text)
        held = Passkey.objects.select_for_update(of=("self",)).select_related("account__agency")
        key = held.filter(credential=named, ended_at__isnull=True, account__is_active=True).first()
        if key is None or only not in ("", key.account.username):
            raise CannotUsePasskey(NO_PASSKEY)
        username = key.account.username
        count = OUTSIDE.passkeys.accept(
            answer.text, host=answer.host, challenges=answer.challenges, material=key.material, account=key.account_id
        )
        if count and count <= key.count:
            raise CannotUsePasskey(COPIED)
    except CannotUsePasskey as refused:
        trying = _Trying(username, WayIn.PASSKEY, address)
        return _refused(trying, result=SignInResult.WRONG, why=str(refused), by=by, at=at)
    key.count, key.used_at = count, at
    key.save(update_fields=["count", "used_at"])
    return Entered(key.account, WayIn.PASSKEY)


@whole
def enter_by_agency(shown: Shown, *, agency: str, only: str = "", address: str, by: Actor, at: datetime) -> Entered:
    """Let in whom an agency's own sign-in names; the first time, an account of that agency with the same address.

    It never opens an account, and never speaks for the people of another agency.
    """
    known = AgencyIdentity.objects.select_related("account__agency")
    identity = known.filter(issuer=shown.issuer, subject=shown.subject, ended_at__isnull=True).first()
    account = identity.account if identity else _first_time(shown)
    fits = account is not None and account.is_active and account.agency.code == agency
    if account is None or not fits or only not in ("", account.username):
        why = f"No account here is yours by this sign-in{f', which calls you {shown.email}' if shown.email else ''}."
        why += " Ask the keeper of information governance in your agency to open one."
        trying = _Trying(only or shown.email or shown.subject, WayIn.AGENCY, address)
        return _refused(trying, result=SignInResult.REFUSED, why=why, by=by, at=at)
    if identity is None:
        AgencyIdentity.objects.create(account=account, issuer=shown.issuer, subject=shown.subject, made_at=at)
        tell_change(account, what=Change.AGENCY_LINKED, by=by, at=at)
    return Entered(account, WayIn.AGENCY)


@dataclass(frozen=True)
class _Trying:
    """Who tries, in which way and from where."""

    username: str
    way: WayIn
    address: str


def _first_time(shown: Shown) -> Account | None:
    """Find the account whose verified address this is, unless the agency has named someone else for it before."""
    account = account_at(shown.email) if shown.verified else None
    if account is None:
        return None
    named = AgencyIdentity.objects.filter(account=account, issuer=shown.issuer, ended_at__isnull=True)
    return None if named.exists() else account


def _shut(trying: _Trying, *, by: Actor, at: datetime) -> Entered | None:
    failed = failures_of(trying.username, address=trying.address, at=at)
    try:
        check_may_try(failed.named, there=failed.there, at=at)
    except MayNotTryAgainYet as refused:
        return _refused(trying, result=SignInResult.LOCKED, why=str(refused), by=by, at=at)
    return None


def _refused(trying: _Trying, *, result: SignInResult, why: str, by: Actor, at: datetime) -> Entered:
    refuse_sign_in(trying.username, result=result, way=trying.way, address=trying.address, by=by, at=at)
    return Entered(None, trying.way, why)


def _locked(account: int | None) -> Account | None:
    """Give an account that nobody else signs in to meanwhile, so that a code works once and failures all count."""
    held = Account.objects.select_for_update(of=("self",)).select_related("agency")
    return held.filter(pk=account, is_active=True).first() if account else None


def _way_of(account: Account, *, code: str, by: Actor, at: datetime) -> WayIn | None:
    """Say by which second factor a code lets in, and use it up; None if by none."""
    plain = "".join(code.split())
    if plain.isdecimal() and len(plain) == DIGITS:
        return WayIn.PASSWORD if _app_fits(account, code=plain, at=at) else None
    found = RecoveryCode.objects.filter(
        account=account, hash=hash_of(plain.lower()), used_at__isnull=True, ended_at__isnull=True
    )
    if not found.update(used_at=at):
        return None
    tell_change(account, what=Change.RECOVERY_USED, by=by, at=at)
    return WayIn.RECOVERY


def _app_fits(account: Account, *, code: str, at: datetime) -> bool:
    app = CodeApp.objects.filter(account=account, ended_at__isnull=True).first()
    if app is None or OUTSIDE.vault is None:
        return False
    step = fitting_step(OUTSIDE.vault.unseal(app.sealed), code=code, at=at, after=app.last_step)
    if step is None:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True

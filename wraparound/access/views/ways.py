"""One's own ways to sign in: passkeys, a password with an app, recovery codes, the agency's account."""

import secrets
from base64 import b32encode
from typing import Any

import qrcode
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import NewPasswordForm
from wraparound.access.models import Account
from wraparound.access.policies import check_may_change_ways
from wraparound.access.ports import CannotUsePasskey
from wraparound.access.queries import AtWork
from wraparound.access.rules import address_for_app
from wraparound.access.views.signing_in import answered, asked, browser_in, enter
from wraparound.access.words import WayIn

SECRET = 20  # bytes that an app shares with the service, as RFC 4226 asks


@require_safe
def ways(request: AtWork) -> HttpResponse:
    """Show how one signs in, and offer to change it."""
    check_may_change_ways(request.actor, at=request.at)
    offer = queries.offer_of_new_passkey(request.get_host(), account=request.user)
    context = {"ways": queries.ways_of(request.user), "options": asked(request, offer=offer)}
    return render(request, "access/ways.html", context)


@require_POST
def add_passkey(request: AtWork) -> HttpResponse:
    """Keep the passkey that the browser has made."""
    name = browser_in(request.META.get("HTTP_USER_AGENT", ""))
    try:
        actions.add_passkey(answered(request), name=name, by=request.actor, at=request.at)
    except CannotUsePasskey as refused:
        messages.error(request, str(refused))
    else:
        request.session.pop("challenges", None)
        messages.success(request, "The passkey is added.")
    return redirect("ways")


@require_POST
def end_passkey(request: AtWork, *, passkey: int) -> HttpResponse:
    """Remove a passkey."""
    actions.end_passkey(passkey, by=request.actor, at=request.at)
    messages.success(request, "The passkey is removed. It lets nobody in any more.")
    return redirect("ways")


def set_password(request: AtWork) -> HttpResponse:
    """Set up a password with an app anew, and show the recovery codes."""
    check_may_change_ways(request.actor, at=request.at)
    form = NewPasswordForm(request.POST or None, account=request.user, area=settings.NODE.area)
    if request.method == "POST" and form.is_valid():
        given = new_password(request, form=form)
        try:
            account, codes = actions.set_password(given, by=request.actor, at=request.at)
        except actions.CannotChangeWay as refused:
            form.add_error("code", str(refused))
        else:
            enter(request, account=account, way=WayIn.PASSWORD)
            request.session.pop("secret", None)
            return render(request, "access/recovery_codes.html", {"codes": codes})
    context = {"form": form} | picture_of(secret_of(request), account=request.user)
    return render(request, "access/new_password.html", context)


@require_POST
def end_password(request: AtWork) -> HttpResponse:
    """Remove the password with its app."""
    account = actions.end_password(by=request.actor, at=request.at)
    enter(request, account=account, way=WayIn(request.session.get("way", WayIn.PASSWORD)))
    messages.success(request, "The password and the app are removed. You are signed out everywhere else.")
    return redirect("ways")


@require_POST
def recovery_codes(request: AtWork) -> HttpResponse:
    """Make new recovery codes and show them, once."""
    codes = actions.make_recovery_codes(by=request.actor, at=request.at)
    return render(request, "access/recovery_codes.html", {"codes": codes})


@require_POST
def end_agency_identity(request: AtWork, *, identity: int) -> HttpResponse:
    """Part the agency's account from this one."""
    actions.end_agency_identity(identity, by=request.actor, at=request.at)
    messages.success(request, "Your agency's account is parted from this one.")
    return redirect("ways")


def secret_of(request: AtWork) -> bytes:
    """Give the secret for an app that this browser is setting up; a new one if there is none yet."""
    if "secret" not in request.session:
        request.session["secret"] = secrets.token_hex(SECRET)
    return bytes.fromhex(request.session["secret"])


def new_password(request: AtWork, *, form: NewPasswordForm) -> actions.NewPassword:
    """Give the password and code of a form, with the secret they belong to."""
    said = form.cleaned_data
    return actions.NewPassword(said["password"], secret_of(request), said["code"], settings.NODE.area)


def picture_of(secret: bytes, *, account: Account) -> dict[str, Any]:
    """Give the picture that an app reads, as the path of a drawing with its size, and the same as letters to type."""
    drawn = qrcode.QRCode(border=2)
    drawn.add_data(address_for_app(secret, account=account.email or account.username, issuer="Wraparound"))
    rows = drawn.get_matrix()
    drawing = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    letters = b32encode(secret).decode().rstrip("=")
    return {
        "drawing": drawing,
        "size": len(rows),
        "letters": [letters[at : at + 4] for at in range(0, len(letters), 4)],
    }

"""The pages behind a link that someone was given to set up how they sign in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import NewPasswordForm
from wraparound.access.ports import CannotUsePasskey
from wraparound.access.queries import AtWork
from wraparound.access.views.signing_in import NOBODY, answered, asked, browser_in, enter
from wraparound.access.views.ways import new_password, picture_of, secret_of
from wraparound.access.words import WayIn


@require_safe
def invitation(request: AtWork, *, token: str) -> HttpResponse:
    """Offer to set up a passkey, or a password with an app. To look at the page uses nothing up."""
    open_now = queries.invitation_open(token, at=request.at)
    if open_now is None:
        return _over(request)
    offer = queries.offer_of_new_passkey(request.get_host(), account=open_now.account)
    context = {"invitation": open_now, "token": token, "options": asked(request, offer=offer)}
    return render(request, "access/invitation.html", context)


@require_POST
def by_passkey(request: AtWork, *, token: str) -> HttpResponse:
    """Keep the passkey that the browser has made, and begin."""
    name = browser_in(request.META.get("HTTP_USER_AGENT", ""))
    try:
        account = actions.accept_invitation_by_passkey(
            token, answer=answered(request), name=name, by=NOBODY, at=request.at
        )
    except actions.CannotUseInvitation:
        return _over(request)
    except (CannotUsePasskey, actions.CannotChangeWay) as refused:
        messages.error(request, str(refused))
        return redirect("invitation", token=token)
    enter(request, account=account, way=WayIn.PASSKEY)
    messages.success(
        request, "Your passkey is set up and you are signed in. Add a second way, for when a device is lost."
    )
    return redirect("ways")


def by_password(request: AtWork, *, token: str) -> HttpResponse:
    """Set up a password with an app for codes, and show the recovery codes."""
    open_now = queries.invitation_open(token, at=request.at)
    if open_now is None:
        return _over(request)
    form = NewPasswordForm(request.POST or None, account=open_now.account, area=settings.NODE.area)
    if request.method == "POST" and form.is_valid():
        try:
            given = new_password(request, form=form)
            account, codes = actions.accept_invitation_by_password(token, given=given, by=NOBODY, at=request.at)
        except actions.CannotUseInvitation:
            return _over(request)
        except actions.CannotChangeWay as refused:
            form.add_error("code", str(refused))
        else:
            enter(request, account=account, way=WayIn.PASSWORD)
            request.session.pop("secret", None)
            return render(request, "access/recovery_codes.html", {"codes": codes, "entered": account})
    secret = secret_of(request)
    context = {"form": form, "invitation": open_now, "token": token}
    return render(request, "access/new_password.html", context | picture_of(secret, account=open_now.account))


def _over(request: AtWork) -> HttpResponse:
    return render(request, "access/invitation_over.html", status=404)

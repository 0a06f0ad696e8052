"""Signing in and out, and what every way in needs."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import PasswordForm
from wraparound.access.models import Account
from wraparound.access.policies import MayNotTryAgainYet, check_may_try
from wraparound.access.queries import AtWork
from wraparound.access.rules.there import address_told
from wraparound.access.words import Offer, SignInResult, WayIn
from wraparound.kernel.acting import Actor

NOBODY = Actor("", "")
ASKED_FOR = 15 * 60  # seconds within which someone signs in
TABS = 5  # pages that may ask for a passkey at once
BROWSERS = ("Edg", "Firefox", "OPR", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux")
CALLED = {"Edg": "Edge", "OPR": "Opera", "Macintosh": "Mac", "CrOS": "ChromeOS"}


@require_safe
def sign_in(request: AtWork) -> HttpResponse:
    """Ask who is there: by their agency, a passkey, or a password and a code; in development, by one click."""
    return page_to_sign_in(request, form=PasswordForm())


@require_POST
def by_password(request: AtWork) -> HttpResponse:
    """Sign in by an address, a password and a code."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        email, password, code = (form.cleaned_data[name] for name in ("email", "password", "code"))
        proof = queries.proof_of_password(email, password=password, address=address_of(request), at=request.at)
        entered = actions.enter_by_password(
            email, proof=proof, code=code, address=address_of(request), by=NOBODY, at=request.at
        )
        if entered.account:
            return come_in(request, entered=entered)
        form.add_error(None, entered.why)
    return page_to_sign_in(request, form=form)


@require_POST
def by_passkey(request: AtWork) -> HttpResponse:
    """Sign in by what a browser answered about a passkey."""
    entered = actions.enter_by_passkey(answered(request), address=address_of(request), by=NOBODY, at=request.at)
    return come_in(request, entered=entered) if entered.account else sent_back(request, why=entered.why)


@require_POST
def sign_in_as(request: AtWork) -> HttpResponse:
    """Sign in as a sample person by one click. There is no such address outside development."""
    username = request.POST.get("username", "")
    failed = queries.failures_of(username, address=address_of(request), at=request.at)
    try:
        check_may_try(failed.named, there=failed.there, at=request.at)
    except MayNotTryAgainYet as refused:
        return _refuse(request, username=username, result=SignInResult.LOCKED, why=str(refused))
    account = queries.account_called(username)
    if account is None:
        why = "There is no account of that name in use."
        return _refuse(request, username=username, result=SignInResult.REFUSED, why=why)
    enter(request, account=account, way=WayIn.SAMPLE)
    return redirect(wanted(request))


@require_POST
def sign_out(request: AtWork) -> HttpResponse:
    """End this sitting."""
    if request.actor:
        actions.leave_sitting(request.session.session_key or "", by=request.actor, at=request.at)
    logout(request)
    return redirect("sign-in")


def enter(request: AtWork, *, account: Account, way: WayIn) -> None:
    """Begin a sitting for an account that has shown who it is."""
    purpose = request.session.get("purpose", "") if request.user == account else ""
    changed = queries.changed_by_others(account, since=account.last_login)
    login(request, account)
    request.session["signed_in_at"] = request.at.isoformat()
    request.session["purpose"], request.session["way"] = purpose, str(way)
    request.session.set_expiry(None)  # as long as any sitting
    request.session.save()
    actions.begin_sitting(
        request.session.session_key or "",
        ends_at=request.session.get_expiry_date(),
        way=way,
        address=address_of(request),
        browser=browser_in(request.META.get("HTTP_USER_AGENT", "")),
        by=queries.actor_of(account, on=timezone.localdate()),
        at=request.at,
    )
    if changed:
        messages.warning(request, "Someone else changed how you sign in since you were last here. See My account.")


def come_in(request: AtWork, *, entered: actions.Entered) -> HttpResponse:
    """Begin a sitting for whoever was let in, and go where they wanted to."""
    if entered.account is None:
        return sent_back(request, why=entered.why)
    goes_to = wanted(request)
    enter(request, account=entered.account, way=entered.way)
    request.session.pop("challenges", None)
    return redirect(goes_to)


def sent_back(request: AtWork, *, why: str, to: str = "") -> HttpResponse:
    """Go back to the page to sign in, or to show again who one is, and say why."""
    messages.error(request, why)
    page = reverse("sign-in-again" if request.actor else "sign-in")
    return redirect(f"{page}?{urlencode({'next': to or wanted(request)})}")


def page_to_sign_in(request: AtWork, *, form: PasswordForm) -> HttpResponse:
    """Show all ways to sign in that this node has."""
    offer = queries.offer_of_passkey(request.get_host())
    people = queries.people_by_role(on=timezone.localdate()) if settings.NODE.development else []
    context = {"people": people, "form": form, "next": wanted(request), "options": asked(request, offer=offer)}
    return render(request, "access/sign_in.html", context | {"agencies": queries.sign_ins_by_agencies()})


def asked(request: AtWork, *, offer: Offer) -> dict[str, Any]:
    """Remember the challenge of a question about a passkey, and give what the browser is asked."""
    if request.actor is None:
        request.session.set_expiry(ASKED_FOR)  # whoever only looks at the page leaves nothing behind for long
    request.session["challenges"] = [*request.session.get("challenges", []), offer.challenge][-TABS:]
    return offer.options


def answered(request: AtWork) -> actions.Answer:
    """Give what the browser answered about a passkey."""
    challenges = tuple(request.session.get("challenges", ()))
    return actions.Answer(request.POST.get("answer", ""), request.get_host(), challenges)


def address_of(request: AtWork) -> str:
    """Give the network address of who asks: what our own proxy says of it, else who is at the line."""
    return address_told(request.META)


def browser_in(told: str) -> str:
    """Say in words which browser and machine it is: Firefox on Windows."""
    browser = next((one for one in BROWSERS if one in told), "")
    system = next((one for one in SYSTEMS if one in told), "")
    return " on ".join(CALLED.get(one, one) for one in (browser or "A browser", system) if one)


def wanted(request: AtWork) -> str:
    """Give the page that was asked for before signing in, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    secure = request.is_secure()
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=secure)
    return asked if ours else "/"


def _refuse(request: AtWork, *, username: str, result: SignInResult, why: str) -> HttpResponse:
    address = address_of(request)
    actions.refuse_sign_in(username, result=result, way=WayIn.SAMPLE, address=address, by=NOBODY, at=request.at)
    messages.error(request, why)
    return redirect("sign-in")

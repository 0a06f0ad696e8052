"""Signing in, again when something sensitive asks for it, and out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wraparound.access import actions, queries
from wraparound.access.models import Account
from wraparound.access.policies import MayNotTryAgainYet, check_may_try
from wraparound.access.queries import AtWork
from wraparound.access.words import SignInResult, WayIn
from wraparound.kernel.acting import Actor

NOBODY = Actor("", "")
BROWSERS = ("Edg", "Firefox", "OPR", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux")
CALLED = {"Edg": "Edge", "OPR": "Opera", "Macintosh": "Mac", "CrOS": "ChromeOS"}


def sign_in(request: AtWork) -> HttpResponse:
    """Ask who is there; in development, offer the sample people."""
    people = queries.people_by_role(on=timezone.localdate()) if settings.NODE.development else []
    return render(request, "access/sign_in.html", {"people": people, "next": wanted(request)})


@require_POST
def sign_in_as(request: AtWork) -> HttpResponse:
    """Sign in as a sample person by one click. There is no such address outside development."""
    username = request.POST.get("username", "")
    failed = queries.failures_of(username, address=address_of(request), at=request.at)
    try:
        check_may_try(failed, at=request.at)
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


def sign_in_again(request: AtWork) -> HttpResponse:
    """Ask someone who is signed in to show once more who they are."""
    return render(request, "access/sign_in_again.html", {"next": wanted(request)})


def enter(request: AtWork, *, account: Account, way: WayIn) -> None:
    """Begin a sitting for an account that has shown who it is."""
    purpose = request.session.get("purpose", "") if request.user == account else ""
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session["signed_in_at"] = request.at.isoformat()
    request.session["purpose"] = purpose
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


def address_of(request: AtWork) -> str:
    """Give the network address of who asks: what our own proxy says of it, else who is at the line."""
    direct: str = request.META.get("REMOTE_ADDR", "")
    told: str = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return (told if told and direct in {"127.0.0.1", "::1", ""} else direct)[:45]


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

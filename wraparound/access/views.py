"""Pages of access: signing in and out, my account."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wraparound.access import queries


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who is there; in development, offer the sample people."""
    people = queries.people_by_role(on=timezone.localdate()) if settings.NODE.development else []
    return render(request, "access/sign_in.html", {"people": people, "next": _next(request)})


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as a sample person by one click. There is no such address outside development."""
    account = queries.account_called(request.POST.get("username", ""))
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this sitting."""
    logout(request)
    return redirect("sign-in")


def my_account(request: HttpRequest) -> HttpResponse:
    """Show who one is here."""
    return render(request, "access/my_account.html", {"roles": queries.roles_held_by(request.user)})


def _next(request: HttpRequest) -> str:
    """Give the page that was asked for before signing in, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else "/"

"""Everyone's accounts, for keepers of information governance: who may what, and giving and ending roles."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import AccountForm, HomeForm, InviteForm, RoleForm
from wraparound.access.models import Account
from wraparound.access.policies import check_may, check_may_open_accounts
from wraparound.access.queries import AtWork
from wraparound.access.rules import INVITATION_LASTS
from wraparound.access.words import Permission, Role


@require_safe
def accounts(request: AtWork) -> HttpResponse:
    """List the accounts."""
    check_may(request.actor, permission=Permission.MANAGE_ACCOUNTS)
    sought = request.GET.get("sought", "").strip()
    page = Paginator(queries.accounts_listed(sought), 25).get_page(request.GET.get("page"))
    query = urlencode({"sought": sought}) if sought else ""
    return render(request, "access/accounts.html", {"page": page, "sought": sought, "query": query})


def account(request: AtWork, *, account: int) -> HttpResponse:
    """Show one account and its roles; give it another."""
    check_may(request.actor, permission=Permission.MANAGE_ACCOUNTS)
    shown = queries.account_numbered(account)
    if shown is None:
        raise Http404
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role, team = Role(form.cleaned_data["role"]), form.cleaned_data["team"]
        today = timezone.localdate()
        actions.give_role(account, role=role, team=team, begins_on=today, by=request.actor, at=request.at)
        messages.success(request, f"{shown} now has the role {role.label}.")
        return redirect("account", account=account)
    context = {"shown": shown, "roles": queries.roles_held_by(shown), "form": form, "today": timezone.localdate()}
    context |= {"ways": queries.ways_of(shown), "invite": InviteForm(), "home": HomeForm()}
    return render(request, "access/account.html", context)


def open_account(request: AtWork) -> HttpResponse:
    """Open an account, and show the link by which its holder sets up signing in."""
    check_may_open_accounts(request.actor, at=request.at)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            opened, token = actions.open_account(said.pop("email"), **said, by=request.actor, at=request.at)
        except actions.CannotOpenAccount as refused:
            form.add_error("email", str(refused))
        else:
            return _link(request, account=opened, token=token)
    return render(request, "access/open_account.html", {"form": form})


@require_POST
def invite(request: AtWork, *, account: int) -> HttpResponse:
    """Show a fresh link for someone who has lost what they sign in with, or never used the first."""
    form = InviteForm(request.POST)
    ends_ways = form.is_valid() and form.cleaned_data["ends_ways"]
    invited, token = actions.invite(account, ends_ways=ends_ways, by=request.actor, at=request.at)
    return _link(request, account=invited, token=token)


@require_POST
def note_home(request: AtWork, *, account: int) -> HttpResponse:
    """Note the postcode of someone's home, or take it off."""
    form = HomeForm(request.POST)
    postcode = form.cleaned_data["postcode"] if form.is_valid() else request.POST.get("postcode", "")
    noted = actions.note_home(account, postcode=postcode, by=request.actor, at=request.at)
    messages.success(request, f"The home of {noted} is {'noted' if noted.home else 'not noted'}.")
    return redirect("account", account=account)


@require_POST
def close_account(request: AtWork, *, account: int) -> HttpResponse:
    """Close an account."""
    closed = actions.close_account(account, by=request.actor, at=request.at)
    messages.success(request, f"The account of {closed} is closed, and {closed} is signed out everywhere.")
    return redirect("account", account=account)


@require_POST
def reopen_account(request: AtWork, *, account: int) -> HttpResponse:
    """Let a closed account sign in again."""
    opened = actions.reopen_account(account, by=request.actor, at=request.at)
    messages.success(request, f"{opened} can sign in again.")
    return redirect("account", account=account)


@require_POST
def end_role(request: AtWork, *, held: int) -> HttpResponse:
    """End a role from tomorrow on."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    ended = actions.end_role(held, ends_on=tomorrow, by=request.actor, at=request.at)
    messages.success(request, f"{ended.account} no longer has the role {Role(ended.role).label} from tomorrow.")
    return redirect("account", account=ended.account_id)


def _link(request: AtWork, *, account: Account, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("invitation", kwargs={"token": token}))
    context = {"invited": account, "address": address, "ends_at": request.at + INVITATION_LASTS}
    return render(request, "access/invited.html", context)

"""Everyone's accounts, for keepers of information governance: who may what, and giving and ending roles."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from wraparound.access import actions, queries
from wraparound.access.forms import RoleForm
from wraparound.access.policies import check_may
from wraparound.access.queries import AtWork
from wraparound.access.words import Permission, Role


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
    return render(request, "access/account.html", context)


@require_POST
def end_role(request: AtWork, *, held: int) -> HttpResponse:
    """End a role from tomorrow on."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    ended = actions.end_role(held, ends_on=tomorrow, by=request.actor, at=request.at)
    messages.success(request, f"{ended.account} no longer has the role {Role(ended.role).label} from tomorrow.")
    return redirect("account", account=ended.account_id)

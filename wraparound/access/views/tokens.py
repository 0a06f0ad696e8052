"""Tokens of agencies' systems, for keepers of information governance: those there are, a new one, taking one back."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import TokenForm
from wraparound.access.policies import check_may, check_may_now
from wraparound.access.queries import AtWork
from wraparound.access.words import Permission, Role, Scope


@require_safe
def tokens(request: AtWork) -> HttpResponse:
    """List the tokens, those that hold first."""
    check_may(request.actor, permission=Permission.MANAGE_ACCOUNTS)
    return render(request, "access/tokens.html", {"tokens": queries.tokens_listed()})


def give_token(request: AtWork) -> HttpResponse:
    """Ask which system a token is for and what it may, then show the token this once."""
    check_may_now(request.actor, permission=Permission.MANAGE_ACCOUNTS, at=request.at)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = actions.Wanted(
            said["agency"],
            said["name"],
            Role(said["role"]),
            [Scope(one) for one in said["scopes"]],
            said["a_minute"],
            timedelta(days=said["days"]),
        )
        try:
            token, secret = actions.give_token(wanted, by=request.actor, at=request.at)
        except actions.CannotGiveToken as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "access/token_given.html", {"token": token, "secret": secret})
    return render(request, "access/give_token.html", {"form": form}, status=422 if form.errors else 200)


def token(request: AtWork, *, token: int) -> HttpResponse:
    """Show one token, and take it back."""
    check_may(request.actor, permission=Permission.MANAGE_ACCOUNTS)
    shown = queries.token_numbered(token)
    if shown is None:
        raise Http404
    if request.method == "POST":
        taken = actions.take_token_back(token, by=request.actor, at=request.at)
        messages.success(request, f"The token of {taken} is taken back. It opens nothing from now on.")
        return redirect("token", token=token)
    context = {"shown": shown, "names": queries.names_of_givers([shown]), "scopes": list(Scope), "roles": list(Role)}
    return render(request, "access/token.html", context)

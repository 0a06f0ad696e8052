"""Showing once more who one is, when something sensitive asks for it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import CodeForm
from wraparound.access.queries import AtWork
from wraparound.access.views.signing_in import address_of, answered, asked, come_in, sent_back, wanted


@require_safe
def sign_in_again(request: AtWork) -> HttpResponse:
    """Ask someone who is signed in for their passkey, a code, or their agency, once more."""
    return _page(request, form=CodeForm())


@require_POST
def by_code(request: AtWork) -> HttpResponse:
    """Take a code of their app."""
    form = CodeForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"]
        entered = actions.enter_by_code(code, address=address_of(request), by=request.actor, at=request.at)
        if entered.account:
            return come_in(request, entered=entered)
        form.add_error("code", entered.why)
    return _page(request, form=form)


@require_POST
def by_passkey(request: AtWork) -> HttpResponse:
    """Take one of their own passkeys."""
    entered = actions.enter_by_passkey(
        answered(request), only=request.actor.username, address=address_of(request), by=request.actor, at=request.at
    )
    return come_in(request, entered=entered) if entered.account else sent_back(request, why=entered.why)


def _page(request: AtWork, *, form: CodeForm) -> HttpResponse:
    ways = queries.ways_of(request.user)
    offer = queries.offer_of_passkey(request.get_host(), account=request.user) if ways.passkeys else None
    options = asked(request, offer=offer) if offer else None
    agencies = [one for one in queries.sign_ins_by_agencies() if ways.identities]
    context = {"ways": ways, "form": form, "options": options, "agencies": agencies, "next": wanted(request)}
    return render(request, "access/sign_in_again.html", context)

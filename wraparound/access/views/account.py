"""One's own account: who one is here, where one is signed in, and what children are looked up for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import PurposeForm
from wraparound.access.policies import check_may
from wraparound.access.queries import AtWork
from wraparound.access.views.signing_in import wanted
from wraparound.access.words import Permission, Purpose


@require_safe
def my_account(request: AtWork) -> HttpResponse:
    """Show who one is here."""
    seen = queries.my_account(request.user, today=timezone.localdate(), at=request.at)
    here = request.session.session_key
    return render(request, "access/my_account.html", {"seen": seen, "here": here})


@require_POST
def end_sitting(request: AtWork, *, sitting: int) -> HttpResponse:
    """Sign out at another browser."""
    actions.end_sitting(sitting, by=request.actor, at=request.at)
    messages.success(request, "You are signed out there.")
    return redirect("my-account")


def purpose(request: AtWork) -> HttpResponse:
    """Ask what children are looked up for in this sitting, and remember it until signing out."""
    form = PurposeForm(request.POST or None, initial={"purpose": request.actor.purpose})
    if request.method == "POST" and form.is_valid():
        given = Purpose(form.cleaned_data["purpose"])
        words = form.cleaned_data["words"]
        request.session["purpose"] = actions.give_purpose(given, words=words, by=request.actor, at=request.at)
        return redirect(wanted(request))
    check_may(request.actor, permission=Permission.LOOK_UP_CHILDREN)
    return render(request, "access/purpose.html", {"form": form, "next": wanted(request)})

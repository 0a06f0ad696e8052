"""What ends by age, for keepers: what will soon, what has, the holds that stop it, and taking an ending back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.identity.actions import lift_hold, set_hold, take_back_ending
from wraparound.identity.actions.ending import CannotTakeBack
from wraparound.identity.actions.retaining import CannotHold, look_at_ending, look_at_ends, look_at_hold
from wraparound.identity.forms import HoldForm, LiftHoldForm, TakeBackForm
from wraparound.identity.queries.retaining import AT_FIRST, ORDERS, Asked
from wraparound.identity.words import HoldKind

SHOWS = ("soon", "ended", "unknown", "held")


@require_safe
def ends(request: HttpRequest) -> HttpResponse:
    """List what ends soon, what has ended, or what is held."""
    given = {name: request.GET.get(name, "") for name in ("show", "agency", "sort", "page")}
    given["show"] = given["show"] if given["show"] in SHOWS else SHOWS[0]
    if given["sort"].removeprefix("-") not in ORDERS:
        given["sort"] = AT_FIRST.get(given["show"], "due")
    shown = look_at_ends(Asked(**given), by=request.actor, at=request.at)
    kept = {name: given[name] for name in ("show", "agency") if given[name]}
    query = urlencode(kept)
    whole = {"shown": shown, "asked": shown.asked, "query": query, "today": timezone.localdate()}
    return render(request, "identity/ends.html", whole | {"query_sorted": urlencode(kept | {"sort": given["sort"]})})


def hold(request: HttpRequest) -> HttpResponse:
    """Ask for whom nothing may end by age, and why, and hold it."""
    check_may(request.actor, permission=Permission.KEEP_RETENTION)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"kind": HoldKind(form.cleaned_data["kind"])}
        try:
            held = set_hold(said.pop("code"), **said, by=request.actor, at=request.at)
        except CannotHold as refused:
            form.add_error("reason" if str(refused).startswith("Say") else "code", str(refused))
        else:
            messages.success(request, f"Nothing of {held.person} ends by age while this hold stands.")
            return redirect("hold", hold=held.pk)
    return render(request, "identity/set_hold.html", {"form": form}, status=422 if form.errors else 200)


def one_hold(request: HttpRequest, *, hold: int) -> HttpResponse:
    """Show one hold, and lift it."""
    page = look_at_hold(hold, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    form = LiftHoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lift_hold(hold, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        messages.success(request, f"This hold of {page.hold.person} is lifted.")
        return redirect("hold", hold=hold)
    given = {"page": page, "form": form}
    return render(request, "identity/hold.html", given, status=422 if form.errors else 200)


def take_back(request: HttpRequest, *, ending: int) -> HttpResponse:
    """Ask why a part that has ended by age must go on, and let it."""
    found = look_at_ending(ending, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            held = take_back_ending(ending, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotTakeBack as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, f"What had ended of {held.person} goes on, and is held until you lift the hold.")
            return redirect("hold", hold=held.pk)
    given = {"ending": found, "form": form}
    return render(request, "identity/take_back.html", given, status=422 if form.errors else 200)

"""The plain list of children, one child's records, the way to what is closed, and shields for their keepers."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wraparound.access.policies import check_may_now
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.actions import lift_shield, open_person, show_number, withhold_number
from wraparound.identity.actions import set_shield as hide
from wraparound.identity.actions.apart import look_at_aparts
from wraparound.identity.actions.looking import look_at_list, look_at_person
from wraparound.identity.actions.shielding import CannotShield, look_at_shield, look_at_shields
from wraparound.identity.actions.withholding import CannotWithhold, look_at_withholdings
from wraparound.identity.forms import GlassForm, LiftForm, ShieldForm, ShowForm, WithholdForm
from wraparound.identity.policies import check_may_withhold
from wraparound.identity.queries.onward import onward_for
from wraparound.identity.queries.seen import whether_open
from wraparound.identity.words import NumberKind, ShieldKind


@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """List the next children after a place in the list."""
    after = request.GET.get("after", "0")
    listed, goes_on = look_at_list(int(after) if after.isdecimal() else 0, by=request.actor, at=request.at)
    return render(request, "identity/children.html", {"listed": listed, "goes_on": goes_on, "first": after == "0"})


@require_safe
def child(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show one child's records; a code that was retired leads to the one in use."""
    page = look_at_person(code, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    if page.person.code != code:
        return redirect("child", code=page.person.code)
    may_withhold = permitted(request.actor.roles, permission=Permission.WITHHOLD_NUMBERS)
    may_tell = permitted(request.actor.roles, permission=Permission.TELL_LIFE_EVENTS)
    onward = onward_for(request.actor)
    given = {"page": page, "may_withhold": may_withhold, "may_tell_life": may_tell, "onward": onward}
    return render(request, "identity/child.html", given)


def break_glass(request: HttpRequest, *, code: str) -> HttpResponse:
    """Ask for the reason, then open the page of someone whom one's agency does not know."""
    is_open = whether_open(code, by=request.actor, at=request.at)
    form = GlassForm(request.POST or None)
    if is_open is None:
        raise Http404
    if is_open:
        return redirect("child", code=code)
    lasts = settings.NODE.glass_lasts
    if request.method == "POST" and form.is_valid():
        open_person(code, reason=form.cleaned_data["reason"], lasts=lasts, by=request.actor, at=request.at)
        messages.warning(request, "It is open to you for a time, and will be reviewed on the next day.")
        return redirect("child", code=code)
    hours = int(lasts.total_seconds() // 3600)
    return render(request, "identity/break_glass.html", {"form": form, "hours": hours, "code": code})


@require_safe
def shields(request: HttpRequest) -> HttpResponse:
    """List the shields that stand."""
    page = request.GET.get("page", "1")
    wanted = int(page) if page.isdecimal() else 1
    shown, number, pages = look_at_shields(wanted, by=request.actor, at=request.at)
    aparts = look_at_aparts(by=request.actor, at=request.at) if number == pages else []
    given = {"shields": shown, "number": number, "pages": pages, "today": timezone.localdate(), "aparts": aparts}
    return render(request, "identity/shields.html", given)


def set_shield(request: HttpRequest) -> HttpResponse:
    """Ask whom to hide and why, and hide them."""
    check_may_now(request.actor, permission=Permission.KEEP_SHIELDS, at=request.at)
    form = ShieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"kind": ShieldKind(form.cleaned_data["kind"])}
        try:
            shield = hide(said.pop("code"), **said, by=request.actor, at=request.at)
        except CannotShield as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, f"{shield.person} is hidden.")
            return redirect("shield", shield=shield.pk)
    return render(request, "identity/set_shield.html", {"form": form}, status=422 if form.errors else 200)


def shield(request: HttpRequest, *, shield: int) -> HttpResponse:
    """Show one shield and whom it hides, and lift it."""
    page = look_at_shield(shield, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lifted = lift_shield(shield, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        messages.success(request, f"This shield of {lifted.person} is lifted.")
        return redirect("shield", shield=shield)
    given = {"page": page, "form": form}
    return render(request, "identity/shield.html", given, status=422 if form.errors else 200)


def withhold(request: HttpRequest, *, code: str, kind: str) -> HttpResponse:
    """Ask why a child's number is to be withheld, then withhold it."""
    return _about_number(request, code=code, kind=kind, shows=False)


def show(request: HttpRequest, *, code: str, kind: str) -> HttpResponse:
    """Ask why a child's number that was withheld may be seen again, then show it."""
    return _about_number(request, code=code, kind=kind, shows=True)


def _about_number(request: HttpRequest, *, code: str, kind: str, shows: bool) -> HttpResponse:
    check_may_withhold(request.actor, at=request.at)
    if kind not in set(NumberKind):
        raise Http404
    form = (ShowForm if shows else WithholdForm)(request.POST or None)
    number = NumberKind(kind)
    if request.method == "POST" and form.is_valid():
        act = show_number if shows else withhold_number
        try:
            act(code, kind=number, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
        except CannotWithhold as why:
            form.add_error("reason", str(why))
        else:
            told = "can be seen again" if shows else "is withheld: nobody sees it on any page"
            messages.success(request, f"{number.label} {told}.")
            return redirect("child", code=code)
    withheld = look_at_withholdings(code, kind=number, by=request.actor, at=request.at)
    if withheld is None:
        raise Http404
    given = {"form": form, "code": code, "kind": number, "shows": shows, "withheld": withheld}
    return render(request, "identity/withhold.html", given, status=422 if form.errors else 200)

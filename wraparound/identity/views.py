"""The plain list of children, and one child's records."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.actions import show_number, withhold_number
from wraparound.identity.actions.looking import look_at_list, look_at_person
from wraparound.identity.actions.withholding import CannotWithhold
from wraparound.identity.forms import ShowForm, WithholdForm
from wraparound.identity.policies import check_may_withhold
from wraparound.identity.queries.pages import person_coded
from wraparound.identity.words import NumberKind


def children(request: HttpRequest) -> HttpResponse:
    """List the next children after a place in the list."""
    after = request.GET.get("after", "0")
    listed, goes_on = look_at_list(int(after) if after.isdecimal() else 0, by=request.actor, at=request.at)
    return render(request, "identity/children.html", {"listed": listed, "goes_on": goes_on, "first": after == "0"})


def child(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show one child's records; a code that was retired leads to the one in use."""
    page = look_at_person(code, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    if page.person.code != code:
        return redirect("child", code=page.person.code)
    may_withhold = permitted(request.actor.roles, permission=Permission.WITHHOLD_NUMBERS)
    return render(request, "identity/child.html", {"page": page, "may_withhold": may_withhold})


def withhold(request: HttpRequest, *, code: str, kind: str) -> HttpResponse:
    """Ask why a child's number is to be withheld, then withhold it."""
    return _about_number(request, code=code, kind=kind, shows=False)


def show(request: HttpRequest, *, code: str, kind: str) -> HttpResponse:
    """Ask why a child's number that was withheld may be seen again, then show it."""
    return _about_number(request, code=code, kind=kind, shows=True)


def _about_number(request: HttpRequest, *, code: str, kind: str, shows: bool) -> HttpResponse:
    check_may_withhold(request.actor, at=request.at)
    person = person_coded(code)
    if person is None or kind not in set(NumberKind):
        raise Http404
    form = (ShowForm if shows else WithholdForm)(request.POST or None)
    number = NumberKind(kind)
    if request.method == "POST" and form.is_valid():
        act = show_number if shows else withhold_number
        try:
            act(person, kind=number, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
        except CannotWithhold as why:
            form.add_error("reason", str(why))
        else:
            told = "can be seen again" if shows else "is withheld: nobody sees it on any page"
            messages.success(request, f"{number.label} {told}.")
            return redirect("child", code=person.code)
    return render(request, "identity/withhold.html", {"form": form, "person": person, "kind": number, "shows": shows})

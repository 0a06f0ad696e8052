"""Pages that say who the children of a contact are."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wraparound.frontdoor.actions.children import file_child, say_someone_else, say_who
from wraparound.frontdoor.actions.looking import look_to_decide, look_who_it_may_be
from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.forms.deciding import ReasonForm, WhoForm
from wraparound.kernel.acting import CannotDo


def who(request: HttpRequest, *, ref: str, place: int) -> HttpResponse:
    """Show whom a child of a contact may be, with the reasons; take the answer."""
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_who(ref, place=place, code=form.cleaned_data["code"], by=request.actor, at=request.at)
        except CannotDo as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, "It is said who the child is.")
            return redirect("contact", ref=ref)
    found = look_who_it_may_be(ref, place=place, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    page, child, offered = found
    given = {"page": page, "child": child, "found": offered, "form": form}
    return render(request, "frontdoor/who.html", given, status=422 if form.errors else 200)


@require_POST
def file(request: HttpRequest, *, ref: str, place: int) -> HttpResponse:
    """Give a child whom nobody knows a place in the index."""
    try:
        file_child(ref, place=place, by=request.actor, at=request.at)
    except NoSuchContact as refused:
        raise Http404 from refused
    except CannotDo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The child is in the index now. Partners can be asked.")
    return redirect("contact", ref=ref)


def someone_else(request: HttpRequest, *, ref: str, place: int) -> HttpResponse:
    """Say that a child is not who they were thought to be."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_someone_else(ref, place=place, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotDo as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, "It is said that it is someone else.")
            return redirect("who-is-it", ref=ref, place=place)
    page = look_to_decide(ref, by=request.actor, at=request.at)
    child = next((one for one in page.children if one.child.place == place), None) if page else None
    if page is None or child is None:
        raise Http404
    given = {"page": page, "child": child, "form": form}
    return render(request, "frontdoor/someone_else.html", given, status=422 if form.errors else 200)

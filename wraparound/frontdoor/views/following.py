"""Pages by which whoever told the front door follows what becomes of it, adds to it, and disagrees."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from wraparound.access.rules.there import address_told
from wraparound.frontdoor.actions.following import CannotFollow, add_to_contact, disagree, take_further
from wraparound.frontdoor.actions.opening import open_by_code
from wraparound.frontdoor.forms.following import AddForm, CodeForm, DisagreeForm
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.policies import check_may_tell
from wraparound.frontdoor.queries.following import contact_followed, followed, told_listed
from wraparound.frontdoor.queries.numbers import door_numbers
from wraparound.frontdoor.words.drafts import Came
from wraparound.kernel.acting import Actor

NOBODY = Actor("", "", name="Whoever told us")
ANSWERS = {
    "add": "It is added. The front door has it.",
    "disagree": "The front door knows that you disagree, and answers you.",
    "further": "It is taken further.",
}


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """List what one has told the front door."""
    check_may_tell(request.actor)
    return render(request, "frontdoor/told.html", {"listed": told_listed(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def told_one(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show what became of something one told; take what one adds, and that one disagrees."""
    contact = contact_followed(ref, by=request.actor)
    if contact is None:
        raise Http404
    return _page(request, contact=contact, here=reverse("told-one", args=[ref]), by=request.actor)


@require_safe
def by_link(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Lead whoever opened a link from a letter to what became of what they told."""
    return redirect("told-one", ref=reference)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for a reference and its code. Whatever is wrong with them, the page says the same."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        came = Came(address_told(request.META))
        opened = open_by_code(said["ref"], code=said["code"], came=came, by=NOBODY, at=request.at)
        if opened:
            request.session["followed"] = list(opened)
            return redirect("follow-one", ref=opened[0])
        phone = door_numbers().day
        form.add_error(
            None, f"These open nothing now. Check them and try again in a quarter of an hour, or call {phone}."
        )
    given = {"form": form, "numbers": door_numbers()}
    return render(request, "frontdoor/follow.html", given, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_one(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show what became of something that was told without an account, to whoever opened it by its code."""
    opened, held = request.session.get("followed") or ("", "")
    by = Actor(f"code:{ref}", "", name="Whoever told us")
    contact = contact_followed(ref, code_hash=held, by=by) if held and opened == ref else None
    if contact is None:
        return redirect("follow")
    return _page(request, contact=contact, here=reverse("follow-one", args=[ref]), by=by, code_hash=held)


def _page(request: HttpRequest, *, contact: Contact, here: str, by: Actor, code_hash: str = "") -> HttpResponse:
    do = request.POST.get("do", "") if request.method == "POST" else ""
    add, against = (kind(request.POST if do in does else None) for kind, does in FORMS)
    if do in ANSWERS and add.is_valid() | against.is_valid():
        try:
            _done(do, ref=contact.ref, said=request.POST, code_hash=code_hash, by=by, at=request.at)
        except CannotFollow as refused:
            form = add if do == "add" else against
            form.add_error("words" if do == "add" else "why", str(refused))
        else:
            messages.success(request, ANSWERS[do])
            return redirect(here)
    given = {"page": followed(contact), "numbers": door_numbers(), "here": here, "add": add, "against": against}
    wrong = add if add.errors else against
    return render(request, "frontdoor/followed.html", given | {"form": wrong}, status=422 if wrong.errors else 200)


FORMS = ((AddForm, {"add"}), (DisagreeForm, {"disagree", "further"}))


def _done(do: str, *, ref: str, said: Any, **by_and_at: Any) -> None:
    if do == "add":
        add_to_contact(ref, words=said.get("words", ""), **by_and_at)
    elif do == "disagree":
        disagree(ref, why=said.get("why", ""), **by_and_at)
    else:
        take_further(ref, why=said.get("why", ""), **by_and_at)

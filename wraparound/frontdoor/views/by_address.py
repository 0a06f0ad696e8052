"""Telling the front door by a link to a work address, without an account: nobody here is told that a child exists."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wraparound.access.queries import link_about
from wraparound.access.rules.there import address_told
from wraparound.frontdoor.actions.by_address import ask_for_link
from wraparound.frontdoor.actions.telling import tell_the_door
from wraparound.frontdoor.forms.following import WorkAddressForm
from wraparound.frontdoor.forms.telling import Typed
from wraparound.frontdoor.queries.following import contact_of_link
from wraparound.frontdoor.queries.numbers import door_numbers
from wraparound.frontdoor.views.drafts import TellingWay, keep, page
from wraparound.frontdoor.views.following import NOBODY
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.drafts import Came
from wraparound.frontdoor.words.telling import Referrer, Taken


@require_http_methods(["GET", "HEAD", "POST"])
def by_work_address(request: HttpRequest) -> HttpResponse:
    """Ask for a work address, and say the same whether a link went there or not."""
    form = WorkAddressForm(request.POST if request.method == "POST" else None)
    asked = request.method == "POST" and form.is_valid()
    if asked:
        ask_for_link(form.cleaned_data["email"], came=Came(address_told(request.META)), by=NOBODY, at=request.at)
    given = {"form": form, "asked": asked, "numbers": door_numbers()}
    return render(request, "frontdoor/by_work_address.html", given, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Take what somebody tells by their link; once it is sent, lead to what became of it."""
    if request.actor.link is None:
        return redirect("tell")  # they have an account, and are signed in
    way = _linked(request, reference=reference)
    told = contact_of_link(request.actor)
    if told is not None and request.method != "POST":
        return redirect("told-one", ref=told.ref)
    return page(request, way=way)


@require_POST
def keep_by_link(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Keep what is typed so far."""
    if request.actor.link is None:
        raise Http404
    return keep(request, way=_linked(request, reference=reference))


def _linked(request: HttpRequest, *, reference: str) -> TellingWay:
    actor = request.actor
    if link_about(actor.link, agency=actor.agency) != f"tell:{reference}":
        raise Http404

    def referrer(typed: Typed) -> Referrer:
        said = typed.caller.cleaned_data if typed.caller else {}
        kept = {name: said.get(name, "") for name in ("name", "role", "phone")}
        return Referrer(teller=Teller.PROFESSIONAL, agency=actor.agency, email=actor.username, **kept)

    def after(taken: Taken) -> HttpResponse:
        return redirect("told-one", ref=taken.ref)

    return TellingWay(
        channel=Channel.LINK,
        template="frontdoor/tell_by_link.html",
        here=reverse("tell-by-link", args=[reference]),
        keeps=reverse("tell-by-link-keep", args=[reference]),
        owner=f"link:{reference}",
        by=actor,
        referrer=referrer,
        takes=lambda telling: tell_the_door(telling, by=actor, at=request.at),
        after=after,
        asks_who=True,
        key=reference,
    )

"""The page for everyone: a worry about a child, told without an account, in plain words; and a child's own page."""

from dataclasses import replace
from secrets import token_hex

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wraparound.access.rules.there import address_told
from wraparound.frontdoor.actions.telling import tell_publicly
from wraparound.frontdoor.forms.telling import Typed
from wraparound.frontdoor.queries.drafts import owner_of
from wraparound.frontdoor.queries.numbers import door_numbers
from wraparound.frontdoor.views.drafts import TellingWay, keep, page
from wraparound.frontdoor.views.following import NOBODY
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.drafts import Came
from wraparound.frontdoor.words.telling import Referrer, Taken, Telling

TRAP = "website"  # a box that no person sees


@require_http_methods(["GET", "HEAD", "POST"])
def worried(request: HttpRequest) -> HttpResponse:
    """Take a worry of anybody's."""
    return page(request, way=_public(request))


@require_http_methods(["GET", "HEAD", "POST"])
def worried_child(request: HttpRequest) -> HttpResponse:
    """Take a worry of a child's or young person's own."""
    way = _public(request)
    return page(request, way=replace(way, template="frontdoor/worried_child.html", here=reverse("worried-child"),
                                     referrer=_child, nobody="Whoever wrote this"))  # fmt: skip


@require_POST
def worried_keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far, for this browser."""
    return keep(request, way=_public(request))


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Give the reference and, once, the code that opens its page."""
    ref, code = request.session.pop("code_of", None) or ("", "")
    if not ref:
        return redirect("follow")
    return render(request, "frontdoor/receipt.html", {"ref": ref, "code": code, "numbers": door_numbers()})


def _public(request: HttpRequest) -> TellingWay:
    browser = request.session.get("browser") or token_hex(16)
    if request.method == "POST":
        request.session["browser"] = browser  # whoever only looks leaves nothing behind

    def taken_in(telling: Telling) -> Taken:
        came = Came(address_told(request.META), trapped=bool(request.POST.get(TRAP)))
        return tell_publicly(telling, came=came, by=NOBODY, at=request.at)

    def after(taken: Taken) -> HttpResponse:
        request.session["code_of"] = [taken.ref, taken.code]
        return redirect("worried-sent")

    return TellingWay(
        channel=Channel.PUBLIC,
        template="frontdoor/worried.html",
        here=reverse("worried"),
        keeps=reverse("worried-keep"),
        owner=owner_of(NOBODY, browser=browser),
        by=NOBODY,
        referrer=_anybody,
        takes=taken_in,
        after=after,
        asks_who=True,
    )


def _anybody(typed: Typed) -> Referrer:
    said = dict(typed.caller.cleaned_data) if typed.caller else {}
    return Referrer(teller=Teller(said.pop("teller", "") or Teller.PUBLIC), **said)


def _child(typed: Typed) -> Referrer:
    return replace(_anybody(typed), teller=Teller.CHILD)

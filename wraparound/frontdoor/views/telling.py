"""Pages on which those who work with children tell the front door, and those behind it write down what they hear."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wraparound.access.words import Purpose, Role
from wraparound.frontdoor.actions.telling import add_instead, tell_the_door
from wraparound.frontdoor.forms.telling import Typed
from wraparound.frontdoor.policies import check_at_the_door, check_may_tell, is_at_the_door
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.drafts import owner_of
from wraparound.frontdoor.queries.same import told_before
from wraparound.frontdoor.views.drafts import TellingWay, keep, lately, page
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.telling import Referrer, Taken, Telling
from wraparound.identity.actions.searching import suggest_children
from wraparound.identity.queries.searching import Findings
from wraparound.kernel.acting import Actor

AGAIN = timedelta(minutes=5)  # after which someone suggested is written down once more


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Tell the front door what worries one: the story, the child, and only what matters."""
    check_may_tell(request.actor)
    return page(request, way=_signed_in(request))


@require_POST
def tell_keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far."""
    check_may_tell(request.actor)
    return keep(request, way=_signed_in(request))


@require_http_methods(["GET", "HEAD", "POST"])
def by_phone(request: HttpRequest) -> HttpResponse:
    """Write down what somebody tells the front door by telephone."""
    check_at_the_door(request.actor, front_door=front_door())
    check_may_tell(request.actor)
    return page(request, way=_on_the_phone(request))


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Give the children whom the letters typed so far may mean, of those whom the one who tells may look up."""
    check_may_tell(request.actor)
    found = _found(request, scrap=request.POST.get("scrap", "")[:200])
    return render(request, "frontdoor/suggestions.html", {"found": found})


def _found(request: HttpRequest, *, scrap: str) -> Findings:
    """Look for a child: telling the front door is what it is for, so that nobody is asked why."""
    told = lately(request.session.get("told_of"), at=request.at, again=AGAIN)
    looking = replace(request.actor, purpose=str(Purpose.PROTECT))
    found = suggest_children(scrap, told=told, by=looking, at=request.at)
    about = {person for person, _ in found.offered}
    if not about <= told:
        request.session["told_of"] = {"at": request.at.isoformat(), "about": sorted(about | told)}
    return found


def _signed_in(request: HttpRequest) -> TellingWay:
    actor, email = request.actor, getattr(request.user, "email", "")
    by = replace(actor, purpose=str(Purpose.PROTECT))

    at_the_door = is_at_the_door(actor, front_door=front_door())

    def referrer(_typed: Typed) -> Referrer:
        role = ", ".join(sorted(Role(role).label for role in actor.roles))
        said = {"name": actor.name, "role": role, "agency": actor.agency, "email": email}
        return Referrer(teller=Teller.PROFESSIONAL, **said)

    def after(taken: Taken) -> HttpResponse:
        return redirect("told-one", ref=taken.ref)

    return TellingWay(
        channel=Channel.PAGE,
        template="frontdoor/tell.html",
        here=reverse("tell"),
        keeps=reverse("tell-keep"),
        owner=owner_of(actor),
        by=by,
        referrer=referrer,
        takes=lambda telling: tell_the_door(telling, by=by, at=request.at),
        after=after,
        links=(("Somebody calls", reverse("tell-phone")),) if at_the_door else (),
        finds=lambda scrap: _found(request, scrap=scrap),
        before=lambda telling: told_before(telling, by=by, at=request.at),
        adds=lambda ref, telling: _added(request, ref=ref, telling=telling, by=by),
    )


def _added(request: HttpRequest, *, ref: str, telling: Telling, by: Actor) -> HttpResponse:
    add_instead(ref, telling=telling, by=by, at=request.at)
    messages.success(request, "It is added to what you told us before.")
    return redirect("told-one", ref=ref)


def _on_the_phone(request: HttpRequest) -> TellingWay:
    def referrer(typed: Typed) -> Referrer:
        said = dict(typed.caller.cleaned_data) if typed.caller else {}
        return Referrer(teller=Teller(said.pop("teller", "") or Teller.PUBLIC), **said)

    def after(taken: Taken) -> HttpResponse:
        request.session["code_of"] = [taken.ref, taken.code]
        return redirect("phone-receipt")

    way = _signed_in(request)
    return replace(
        way,
        channel=Channel.PHONE,
        template="frontdoor/phone.html",
        here=reverse("tell-phone"),
        referrer=referrer,
        after=after,
        asks_who=True,
        links=(),
        before=None,
    )

"""Looking for a child by whatever is known: the page, and what is offered while one types.

What is typed is sent, never put into an address: addresses stay in the browser's history and in servers' logs. It is
kept with the sitting, so that going back from a child's page shows the same again, and asking for the purpose loses
nothing.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from wraparound.access.policies import check_may
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.actions.searching import search_children, suggest_children
from wraparound.identity.forms import ScrapForm
from wraparound.identity.queries.searching import coverage

AGAIN = timedelta(minutes=5)  # after which someone suggested is written down once more


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Take what was typed, then show whom it may mean, how it was read, and where else to ask."""
    check_may(request.actor, permission=Permission.LOOK_UP_CHILDREN)
    if request.method == "POST":
        request.session["scrap"] = request.POST.get("scrap", "")[:200]
        return redirect("search")
    form = ScrapForm(initial={"scrap": request.session.get("scrap", "")})
    found = search_children(form.initial["scrap"], by=request.actor, at=request.at)
    covered = coverage(by=request.actor, at=request.at)
    strangers = permitted(request.actor.roles, permission=Permission.LOOK_UP_STRANGERS)
    given = {"form": form, "found": found, "covered": covered, "strangers": strangers}
    return render(request, "identity/search.html", given)


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Give whom the letters typed so far may mean, as the box offers them."""
    told = _told_lately(request)
    found = suggest_children(request.POST.get("scrap", ""), told=told, by=request.actor, at=request.at)
    about = {person for person, _ in found.offered}
    if not about <= told:
        request.session["suggested"] = {"at": request.at.isoformat(), "about": sorted(about | told)}
    return render(request, "identity/suggestions.html", {"found": found})


def _told_lately(request: HttpRequest) -> set[int]:
    """Give those who were suggested in this sitting, and written down, a moment ago."""
    held = request.session.get("suggested") or {}
    since = datetime.fromisoformat(held["at"]) if held else None
    return set(held["about"]) if since and timedelta() <= request.at - since < AGAIN else set()

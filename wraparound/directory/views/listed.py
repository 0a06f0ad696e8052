"""The list of services, one service, need that found none, and the directory as a file."""

import json
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wraparound.directory.forms import SoughtForm
from wraparound.directory.policies import check_may_see_directory, may_keep_directory
from wraparound.directory.queries import (
    UnmetAsked,
    service_called,
    services_for,
    step_lines,
    unmet,
    whole_directory,
)
from wraparound.directory.rules.picture import bars
from wraparound.directory.words import Need
from wraparound.kernel.postcodes import normal_postcode

LISTED = 25  # on a page


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List services, narrowed as the address says, the nearest first where a postcode is given."""
    check_may_see_directory(request.actor)
    form = SoughtForm(request.GET)
    sought = form.sought()
    found = services_for(sought, on=timezone.localdate())
    kept = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    given: dict[str, Any] = {"page": Paginator(found, LISTED).get_page(request.GET.get("page")), "form": form}
    given |= {"sought": sought, "query": urlencode(kept), "chosen": bool(kept)}
    given["keeps"] = may_keep_directory(request.actor)
    given["is_no_postcode"] = bool(sought.postcode and not normal_postcode(sought.postcode))
    given["is_unplaced"] = bool(sought.postcode and found and not any(one.km is not None for one in found))
    return render(request, "directory/listed.html", given)


@require_safe
def service(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show all that is said of one service, and its past."""
    check_may_see_directory(request.actor)
    today = timezone.localdate()
    shown = service_called(code, on=today)
    if shown is None:
        raise Http404
    given = {"one": shown, "facts": shown.facts, "standing": shown.standing(today), "steps": step_lines(code)}
    return render(request, "directory/service.html", given | {"keeps": may_keep_directory(request.actor)})


@require_safe
def unmet_needs(request: HttpRequest) -> HttpResponse:
    """Count need that found no service in a year, as pictures and as tables."""
    check_may_see_directory(request.actor)
    need = request.GET.get("need", "")
    asked = UnmetAsked(need if need in list(Need) else "")
    shown = unmet(asked, by=request.actor, on=timezone.localdate())
    parts = [
        ("need", "By need", "Need", [] if asked.need else shown.by_need), ("age", "By age", "Age", shown.by_age),
        ("level", "By level of need", "Level of need", shown.by_level), ("month", "By month", "Month", shown.by_month),
    ]  # fmt: skip
    drawn = [
        (title, head, tallies, bars(title, tallies=tallies, name=f"unmet-{name}"))
        for name, title, head, tallies in parts
        if any(one.count for one in tallies)
    ]
    given = {"shown": shown, "parts": drawn, "need": asked.need, "needs": Need.choices()}
    return render(request, "directory/unmet.html", given)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the whole directory as a file that Open Referral UK's tools read."""
    check_may_see_directory(request.actor)
    today = timezone.localdate()
    content = json.dumps(whole_directory(on=today), ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="services-{today:%Y-%m-%d}.json"'
    return response

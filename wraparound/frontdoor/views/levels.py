"""The area's levels of need, for everyone who works with its children: what each means, what help is usual there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.frontdoor.queries.contact import signs_by_level
from wraparound.frontdoor.queries.door import threshold_document


@require_safe
def levels(request: HttpRequest) -> HttpResponse:
    """Show the levels of need as the area's document has them."""
    check_may(request.actor, permission=Permission.SEE_AREA)
    return render(request, "frontdoor/levels.html", {"signs": signs_by_level(), "document": threshold_document()})

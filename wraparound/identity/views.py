"""The plain list of children, and one child's records."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wraparound.identity.actions.looking import look_at_list, look_at_person


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
    return render(request, "identity/child.html", {"page": page})

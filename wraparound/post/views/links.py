"""What a link from a letter leads to: a page with a button, since machines that look through mail fetch links."""

from secrets import token_hex

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from wraparound.access.actions import CannotOpenLink, open_link
from wraparound.access.queries import actor_of_link, link_shown, state_of
from wraparound.access.words import LinkState
from wraparound.post.actions import CannotSendLinkAgain, send_link_again

OPENS = {LinkState.NEW, LinkState.OPEN}


def link(request: HttpRequest, *, token: str) -> HttpResponse:
    """Say whose link it is and what it is about; with the button, open it in this browser and go there."""
    shown = link_shown(token)
    if shown is None:
        raise Http404
    key = request.session.get("link_key", "")
    if request.method != "POST":
        return _page(request, token=token, state=state_of(shown, key=key, at=request.at))
    key = key or token_hex(32)
    try:
        opened = open_link(token, key=key, by=actor_of_link(shown), at=request.at)
    except CannotOpenLink as refused:
        return _page(request, token=token, state=refused.state)
    request.session.cycle_key()
    request.session["link"], request.session["link_key"] = shown.pk, key
    return redirect(_page_of(opened.about if opened else ""))


@require_POST
def again(request: HttpRequest, *, token: str) -> HttpResponse:
    """Send a new link to the address that this one was made for."""
    shown = link_shown(token)
    if shown is None:
        raise Http404
    key = request.session.get("link_key", "")
    try:
        send_link_again(token, key=key, by=actor_of_link(shown), at=request.at)
    except CannotSendLinkAgain as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "A new link is on its way to the same address. It should be there within a minute.")
    return redirect("link", token=token)


def _page_of(about: str) -> str:
    """Give the address of what a link opens: `ask:Q-7K3M` is at the address called `ask-by-link`, under Q-7K3M."""
    kind, _, reference = about.partition(":")
    try:
        return reverse(f"{kind}-by-link", kwargs={"reference": reference})
    except NoReverseMatch:
        raise Http404 from None


def _page(request: HttpRequest, *, token: str, state: LinkState) -> HttpResponse:
    shown = link_shown(token)
    opens = state in OPENS
    given = {"link": shown, "token": token, "state": state, "opens": opens, "again": state != LinkState.WITHDRAWN}
    return render(request, "post/link.html", given, status=200 if opens else 409)

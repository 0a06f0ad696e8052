"""The board of contacts, live: what changed is told by the server, and shown without asking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.frontdoor.actions.looking import look_at_board
from wraparound.frontdoor.queries.board import COLUMNS, look_again
from wraparound.frontdoor.queries.narrowing import ORDERS, WHOSE, BoardAsked, left_out, tellers
from wraparound.frontdoor.words import Channel, Urgency

AGAIN = 5_000  # milliseconds after which a browser asks again whether anything has changed


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the board, or one column of it."""
    said = request.GET
    asked = BoardAsked(
        whose=said.get("whose", ""),
        urgency=said.get("urgency", ""),
        told_by=said.get("told_by", "")[:40],
        came=said.get("came", ""),
        late="1" if said.get("late") else "",
        words=said.get("words", "").strip()[:80],
        column=said.get("column", ""),
        order=said.get("order", ""),
        page=said.get("page", ""),
    )
    shown = look_at_board(asked, by=request.actor, at=request.at)
    by = tellers()
    choices = {"columns": COLUMNS, "urgencies": Urgency.choices(), "whose": WHOSE, "tellers": by, "orders": ORDERS}
    choices |= {"channels": Channel.choices()}
    given = {"board": shown, "asked": asked, "left_out": left_out(asked, tellers=by), "now": request.at, **choices}
    return render(request, "frontdoor/board.html", given)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Tell, as an event of the server, whether anything has changed: one answer, after which the browser asks again.

    No connection is held open: two hundred boards cost the server forty short questions a second, and no thread each.
    """
    version = look_again(by=request.actor, at=request.at)
    return told_as_event(version, again=AGAIN)


def told_as_event(data: str, *, again: int) -> HttpResponse:
    """Word one event of the server, and when the browser is to ask again."""
    lines = f"retry: {again}\nevent: change\ndata: {data}\n\n"
    return HttpResponse(lines, content_type="text/event-stream")

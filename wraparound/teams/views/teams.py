"""Pages of teams: all of them, one manager's screen, and a team's seats."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.queries import team as team_called
from wraparound.teams.actions import CannotGiveSeat, end_seat, give_seat
from wraparound.teams.actions.looking import look_at_team
from wraparound.teams.forms import ChooseForm, EndSeatForm, SeatForm
from wraparound.teams.policies import manages
from wraparound.teams.queries.pages import teams_listed
from wraparound.teams.queries.seats import Filled, seats_before, seats_now
from wraparound.teams.queries.seen import teams_held


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams of the area, one's own first."""
    check_may(request.actor, permission=Permission.TAKE_WORK)
    return render(request, "teams/teams.html", {"lines": teams_listed(request.actor, at=request.at)})


@require_safe
def team(request: HttpRequest, *, team: str) -> HttpResponse:
    """Show a team's screen: what waits, who is there with how much work, what was refused lately."""
    page = look_at_team(team, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    seats = [Filled(one.seat.name, one.seat.username, one.seat.pk) for one in page.seats]
    choose = {
        line.work.ref: ChooseForm(auto_id=f"{line.work.ref}-%s", choose=seats) for line in page.waits if page.manages
    }
    return render(request, "teams/team.html", {"page": page, "choose": choose, "now": request.at})


def seats(request: HttpRequest, *, team: str) -> HttpResponse:
    """Show the seats of a team, and give one."""
    check_may(request.actor, permission=Permission.TAKE_WORK)
    held = team_called(team)
    if held is None:
        raise Http404
    agencies = [(one.code, one.name) for one in agencies_of_area()]
    form = SeatForm(request.POST if request.method == "POST" else None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        try:
            given = give_seat(form.seat(team=team), by=request.actor, at=request.at)
        except CannotGiveSeat as refused:
            for field, words in refused.wants.items() or [("", str(refused))]:
                form.add_error(field if field in form.fields else None, words)
        else:
            messages.success(request, f"{given.name} has a seat in {held.name}.")
            return redirect("seats", team=team)
    page = {
        "team": held,
        "seats": seats_now(held, at=request.at),
        "before": seats_before(held, at=request.at),
        "manages": manages(request.actor, team=held, teams=teams_held(request.actor, at=request.at)),
        "form": form,
        "end": EndSeatForm(),
    }
    return render(request, "teams/seats.html", page, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, *, team: str, seat: int) -> HttpResponse:
    """End a seat from a day on."""
    form = EndSeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("seats", team=team)
    ended = end_seat(seat, ends_on=form.cleaned_data["ends_on"], by=request.actor, at=request.at)
    messages.success(request, f"The seat of {ended.name} ends. That it was filled stays to be read.")
    return redirect("seats", team=team)

"""Giving and ending seats in teams."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from wraparound.access.queries import account_called
from wraparound.agencies.queries import agencies_of_area, team
from wraparound.agencies.words import OPERATOR, SamplePerson
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.teams.events import SeatEnded, SeatGiven
from wraparound.teams.models import Seat
from wraparound.teams.policies import MayNotManageTeam, check_may_give_seats
from wraparound.teams.queries.seen import teams_held
from wraparound.teams.rules.seats import wanting_of_seat
from wraparound.teams.words import NewSeat


class CannotGiveSeat(CannotDo):
    """What is said of a seat does not hold together, or it is given or ended already."""

    def __init__(self, words: str, *, wants: dict[str, str] | None = None) -> None:
        """Say what each field wants."""
        super().__init__(words)
        self.wants = wants or {}


@whole
def give_seat(seat: NewSeat, *, by: Actor, at: datetime) -> Seat:
    """Give somebody a seat in a team: a colleague of any agency, with an account or only with a name and an address."""
    held = team(seat.team)
    if held is None or held.ended_on is not None:
        raise CannotGiveSeat("There is no such team now.")
    check_may_give_seats(by, team=held, teams=teams_held(by, at=at))
    account = account_called(seat.username) if seat.username else None
    agency = account.agency if account else agencies_of_area().filter(code=seat.agency).first()
    wants = wanting_of_seat(seat)
    if seat.username and account is None:
        wants["username"] = "Nobody with this account works here now."
    if agency is None:
        wants["agency"] = "Choose the agency that sends them."
    if wants or agency is None:
        raise CannotGiveSeat("There is something to put right before the seat is given.", wants=wants)
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=seat.begins_on)
    if account and Seat.objects.filter(lasts, team=held, username=account.username).exists():
        raise CannotGiveSeat(f"{account.name} has a seat in {held.name} already.", wants={"username": "Has a seat."})
    made = Seat.objects.create(
        team=held, agency=agency, username=seat.username, name=account.name if account else seat.name.strip(),
        email=account.email if account else seat.email, role=seat.role.strip(), share=seat.share,
        begins_on=seat.begins_on, ends_on=seat.ends_on, given_by=by.username, given_at=at,
    )  # fmt: skip
    said = (made.pk, held.code, made.agency.code, made.name, made.share, made.begins_on.isoformat())
    write_down(SeatGiven(*said), by=by, at=at)
    return made


@whole
def end_seat(seat: int, *, ends_on: date, by: Actor, at: datetime) -> Seat:
    """End a seat from a day on; that it was filled stays. What its holder accepted is theirs until handed over."""
    found = Seat.objects.select_for_update(of=("self",)).select_related("team__agency").filter(pk=seat).first()
    if found is None:
        raise CannotGiveSeat("There is no such seat.")
    check_may_give_seats(by, team=found.team, teams=teams_held(by, at=at))
    if found.ends_on is not None and found.ends_on <= ends_on:
        raise CannotGiveSeat(f"The seat of {found.name} ended already.")
    if ends_on < found.begins_on:
        raise CannotGiveSeat("A seat ends on the day it begins, or later.", wants={"ends_on": "Give a later day."})
    found.ends_on, found.ended_by = ends_on, by.username
    found.save(update_fields=["ends_on", "ended_by"])
    write_down(SeatEnded(found.pk, found.team.code, found.name, ends_on.isoformat()), by=by, at=at)
    return found


@whole
def adopt_seats(people: Iterable[SamplePerson], *, on: date, by: Actor, at: datetime) -> int:
    """Give the sample people of an area seats in their teams; says how many are new, and the same again gives none."""
    if OPERATOR not in by.roles:
        raise MayNotManageTeam("Only an operator gives the seats of a whole area.")
    held = set(Seat.objects.exclude(username="").values_list("team__code", "username"))
    new = [
        NewSeat(
            team=code,
            agency=one.agency,
            role=(one.about or one.name).rstrip(".")[:150],
            begins_on=on,
            username=one.username,
        )
        for one in people
        for code in one.teams
        if (code, one.username) not in held
    ]
    for seat in new:
        give_seat(seat, by=by, at=at)
    return len(new)

"""Work asked of teams among invented agencies, for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.acting import someone
from tests.exchange.asking import filed_children
from tests.sample_area import adopt_ashmere
from wraparound.access.models import Link
from wraparound.access.words import Role
from wraparound.agencies.models import Agency, Team
from wraparound.duties.models import Duty
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.kernel.acting import Actor
from wraparound.teams.actions import ask_for_work, give_seat
from wraparound.teams.models import Seat, Work
from wraparound.teams.words import NewSeat, WorkAsked

AT = timezone.now()  # for the people of the sample work here from today
ABOUT = "contact:C-7K3M-92QX"
NORTH, PROTECTION = "family-help-north", "child-protection"


def at_work(username: str, name: str, *roles: Role, agency: str = "social-care", teams: tuple[str, ...] = ()) -> Actor:
    """Give somebody of the sample area as they act."""
    return Actor(username, agency, name, frozenset(map(str, roles)), frozenset(teams), purpose="need")


ROSA = at_work("rosa.wendle", "Rosa Wendle", Role.FRONT_DOOR, teams=("front-door",))
AMIR = at_work("amir.tolland", "Amir Tolland", Role.LEAD, teams=(NORTH,))
GRACE = at_work("grace.okenby", "Grace Okenby", Role.LEAD, Role.FRONT_DOOR, teams=("front-door", "family-help-south"))
JO = at_work("jo.farrant", "Jo Farrant", Role.PROFESSIONAL, agency="police", teams=(PROTECTION,))
TOMASZ = at_work("tomasz.redlin", "Tomasz Redlin", Role.PROFESSIONAL, agency="child-health")
BETH = at_work("beth.marlowick", "Beth Marlowick", Role.PROFESSIONAL, agency="schools")
KEEPER = someone(Role.GOVERNANCE)


def begun() -> dict[str, int]:
    """Give an area and two children whom health knows; their numbers by first name."""
    adopt_ashmere()
    codes = filed_children()
    return {name: Person.objects.get(code=code).pk for name, code in codes.items()}


def seat(who: Actor, *, team: str = NORTH, by: Actor = AMIR, **said: Any) -> Seat:
    """Give somebody a seat in a team."""
    usual = {"role": "Family help worker", "begins_on": timezone.localdate(AT) - timedelta(days=60)}
    usual |= {"agency": who.agency, "username": who.username}
    return give_seat(NewSeat(team=team, **(usual | said)), by=by, at=AT)


def asked(*persons: int, by: Actor = ROSA, **said: Any) -> Work:
    """Ask Family Help North to take work on."""
    usual = {"about": ABOUT, "words": "Hattie and her mother want help with bedtimes.", "team": NORTH}
    return ask_for_work(WorkAsked(persons=persons, **(usual | said)), by=by, at=AT)


def asked_of_service(*persons: int, **said: Any) -> Work:
    """Ask a service of health, which has no team here, by its address."""
    service = {"team": "", "agency": "child-health", "service": "school-nursing", "service_name": "School nursing"}
    return asked(*persons, **(service | {"address": "nurses@health.example.org"} | said))


def by_link(work: Work) -> Actor:
    """Give whoever came by the newest link about some work."""
    link = Link.objects.filter(about=f"work:{work.ref}").select_related("agency").latest("pk")
    return Actor(link.address, link.agency.code, link.address, link=link.pk)


def shielded(person: int) -> None:
    """Hide somebody from everyone but keepers."""
    Shield.objects.create(person_id=person, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)


def duty_of(work: Work) -> Duty:
    """Give what is owed of work now, or was last."""
    return Duty.objects.select_related("version").get(pk=Work.objects.get(pk=work.pk).duty)


def team(code: str = NORTH) -> Team:
    """Give a team of the area."""
    return Team.objects.select_related("agency").get(code=code)


def agency(code: str) -> Agency:
    """Give an agency of the area."""
    return Agency.objects.get(code=code)

"""Who is told of a duty: its owner or the desk, the one it is owed to, the manager, the partnership."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from wraparound.access.queries import people_by_role
from wraparound.access.rules import MAY
from wraparound.access.words import Permission, Role
from wraparound.agencies.queries import agencies_declared
from wraparound.agencies.words import Desk, Way
from wraparound.duties.models import Duty
from wraparound.duties.ports import OUTSIDE
from wraparound.duties.queries.absences import absences_standing
from wraparound.duties.queries.rules import duties_declared
from wraparound.kernel.acting import Actor
from wraparound.post.words import Recipient

NOBODY = Actor("", "")  # sees nothing that is hidden from anyone


@dataclass(frozen=True)
class Directory:
    """Everybody who can be told, gathered once for many duties: by username, by role and agency, and desks."""

    accounts: dict[str, Recipient]
    leads: dict[str, list[str]]  # usernames, by agency
    keepers: list[str]  # who may know of those who are hidden
    keepers_of_rules: list[str]
    deputies: dict[str, str]
    desks: dict[str, Recipient]
    managers: dict[str, Recipient]
    partnership: str

    def owing(self, duty: Duty) -> list[Recipient]:
        """Give who owes a duty: its owner, and whoever stands in, or else the agency's desk."""
        names = [duty.owner, self.deputies.get(duty.owner, "")]
        return self.people(names) or self._desk(duty.agency)

    def owed(self, duty: Duty) -> list[Recipient]:
        """Give whom a duty is owed to."""
        return self.people([duty.owed_to_person]) or self._desk(duty.owed_to)

    def manager(self, duty: Duty) -> list[Recipient]:
        """Give who is told when an agency is late: its manager's address, its lead practitioners, or its desk."""
        if duty.agency in self.managers:
            return [self.managers[duty.agency]]
        return self.people(self.leads.get(duty.agency, [])) or self._desk(duty.agency)

    def partners(self, duty: Duty) -> list[Recipient]:
        """Give who is told last."""
        told = [Recipient(self.partnership, "", duty.agency)] if self.partnership else []
        return told or self.people(self.keepers_of_rules)

    def people(self, usernames: Iterable[str]) -> list[Recipient]:
        """Give those of some people who can be written to, each once."""
        return [self.accounts[name] for name in dict.fromkeys(usernames) if name in self.accounts]

    def _desk(self, agency: str) -> list[Recipient]:
        return [self.desks[agency]] if agency in self.desks else []


def directory_of(*, at: datetime) -> Directory:
    """Gather who can be told. Cost: three queries."""
    by_role = {one.role: one.accounts for one in people_by_role(on=localdate(at))}
    everyone = {one.username: one for accounts in by_role.values() for one in accounts if one.email}
    leads: dict[str, list[str]] = {}
    for one in by_role.get(Role.LEAD, []):
        leads.setdefault(one.agency.code, []).append(one.username)
    said = duties_declared()
    desks, managers = _desks(said.desks)
    return Directory(
        {name: Recipient(one.email, one.name, one.agency.code) for name, one in everyone.items()},
        leads,
        _holders(by_role, Permission.KEEP_SHIELDS),
        _holders(by_role, Permission.KEEP_DUTY_RULES),
        {one.username: one.deputy for one in absences_standing(at=at)},
        desks,
        managers,
        said.partnership,
    )


def people_who_owe(agency: str, *, at: datetime) -> dict[str, str]:
    """Name the people of an agency who can owe something, by their usernames. Cost: one query."""
    may = MAY[Permission.OWE_DUTIES]
    held = [one for role in people_by_role(on=localdate(at)) if role.role in may for one in role.accounts]
    theirs = sorted((one.name, one.username) for one in held if one.agency.code == agency)
    return {username: name for name, username in theirs}


def hidden_among(duties: Iterable[int]) -> set[int]:
    """Give those of some duties that are about someone of whom only keepers of shields may know. Cost: one query."""
    if OUTSIDE.persons is None:
        raise RuntimeError("Nothing is told of persons before the wiring says whom one may see.")
    hidden = OUTSIDE.persons.hidden_from(NOBODY)
    found = Duty.objects.filter(pk__in=list(duties), about__isnull=False, about__in=hidden)
    return set(found.values_list("pk", flat=True))


def _holders(by_role: dict[Role, list[Any]], permission: Permission) -> list[str]:
    found = [one.username for role in sorted(MAY[permission]) for one in by_role.get(Role(role), [])]
    return list(dict.fromkeys(found))


def _desks(said: tuple[Desk, ...]) -> tuple[dict[str, Recipient], dict[str, Recipient]]:
    own = {one.agency: one for one in said}
    desks, managers = {}, {}
    for one in agencies_declared():
        usual = next((point.value for point in one.contacts if point.way is Way.EMAIL), "")
        desk = own.get(one.code)
        address = desk.email if desk and desk.email else usual
        if address:
            desks[one.code] = Recipient(address, one.name, one.code)
        if desk and desk.manager:
            managers[one.code] = Recipient(desk.manager, one.name, one.code)
    return desks, managers

"""Opening accounts, and giving and ending roles."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from wraparound.access.events import AccountOpened, HomeNoted, RoleEnded, RoleGiven
from wraparound.access.models import Account, RoleHeld
from wraparound.access.policies import MayNotDo, check_may_now, check_may_open_accounts
from wraparound.access.queries import mark_of_postcode
from wraparound.access.words import Permission, Role
from wraparound.agencies.queries import agency
from wraparound.agencies.words import OPERATOR, SamplePerson
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotGiveRole(CannotDo):
    """There is no such account or agency, or the account holds the role already."""


class CannotNoteHome(CannotDo):
    """What was given as the postcode of a home is none."""


@whole
def adopt_people(people: Iterable[SamplePerson], *, on: date, by: Actor, at: datetime) -> int:
    """Give the sample people of an area accounts and roles, and say how many are new; the same again changes nothing.

    For development: only an operator at the machine may.
    """
    if OPERATOR not in by.roles:
        raise MayNotDo("Only an operator opens accounts for a whole area.")
    held = set(Account.objects.values_list("username", flat=True))
    new = [one for one in people if one.username not in held]
    for one in new:
        _open(one, on=on, by=by, at=at)
    return len(new)


@whole
def give_role(account: int, *, role: Role, team: str = "", begins_on: date, by: Actor, at: datetime) -> RoleHeld:
    """Give an account a role from a day on."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    holder = Account.objects.select_for_update(of=("self",)).filter(pk=account).first()
    if holder is None:
        raise CannotGiveRole("There is no such account.")
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=begins_on)
    if RoleHeld.objects.filter(lasts, account=holder, role=role, team=team).exists():
        raise CannotGiveRole(f"{holder} already holds the role {role.label}{f' in {team}' if team else ''}.")
    return _give(holder, role=role, team=team, begins_on=begins_on, by=by, at=at)


@whole
def give_first_role(account: Account, *, role: Role, team: str = "", by: Actor, at: datetime) -> RoleHeld:
    """Give a role to an account that is just being opened."""
    check_may_open_accounts(by, at=at)
    return _give(account, role=role, team=team, begins_on=localdate(at), by=by, at=at)


@whole
def end_role(held: int, *, ends_on: date, by: Actor, at: datetime) -> RoleHeld:
    """End a role an account holds; that it was held stays."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    one = RoleHeld.objects.select_for_update(of=("self",)).select_related("account").filter(pk=held).first()
    if one is None or one.ends_on is not None:
        raise CannotGiveRole("This role has ended already.")
    if one.begins_on >= ends_on:
        raise CannotGiveRole("A role ends on a later day than it began: it can be ended from tomorrow.")
    one.ends_on = ends_on
    one.save(update_fields=["ends_on"])
    write_down(RoleEnded(one.account.username, one.role, one.team, ends_on.isoformat()), by=by, at=at)
    return one


@whole
def note_home(account: int, *, postcode: str, by: Actor, at: datetime) -> Account:
    """Keep a mark of the postcode of someone's home, to be held against those they look at; none takes it off."""
    check_may_now(by, permission=Permission.MANAGE_ACCOUNTS, at=at)
    holder = Account.objects.select_for_update(of=("self",)).filter(pk=account).first()
    if holder is None:
        raise CannotGiveRole("There is no such account.")
    holder.home = mark_of_postcode(postcode)
    if postcode.strip() and not holder.home:
        raise CannotNoteHome("This is not a postcode. Give it in full, such as QA1 4QN.")
    holder.save(update_fields=["home"])
    write_down(HomeNoted(holder.username, bool(holder.home)), by=by, at=at)
    return holder


def _open(one: SamplePerson, *, on: date, by: Actor, at: datetime) -> None:
    works_for = agency(one.agency)
    if works_for is None:
        raise CannotGiveRole(f'{one.name} works for "{one.agency}", and there is no such agency.')
    account = Account(username=one.username, name=one.name, email=one.email, agency=works_for)
    account.set_unusable_password()
    account.save()
    write_down(AccountOpened(one.username, one.agency), by=by, at=at)
    for role in one.roles:
        for team in tuple(one.teams) or ("",):
            _give(account, role=Role(role), team=team, begins_on=on, by=by, at=at)


def _give(holder: Account, *, role: Role, team: str, begins_on: date, by: Actor, at: datetime) -> RoleHeld:
    given = RoleHeld.objects.create(account=holder, role=role, team=team, begins_on=begins_on)
    write_down(RoleGiven(holder.username, role, team, begins_on.isoformat()), by=by, at=at)
    return given

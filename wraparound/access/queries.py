"""Who someone is when they act, and who there is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class PeopleOfRole:
    """A role, and the accounts that hold it."""

    role: Role
    accounts: list[Account]


def roles_on(day: date, *, account: Account) -> QuerySet[RoleHeld]:
    """Find the roles an account holds on a day."""
    return RoleHeld.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), account=account, begins_on__lte=day)


def actor_of(account: Account, *, on: date, purpose: str = "") -> Actor:
    """Give the account as someone at work. Cost: one query, and one for the agency if it is not at hand."""
    held = list(roles_on(on, account=account))
    return Actor(
        username=account.username,
        agency=account.agency.code,
        name=account.name,
        roles=frozenset(str(one.role) for one in held),
        teams=frozenset(one.team for one in held if one.team),
        purpose=purpose,
    )


def account_called(username: str) -> Account:
    """Find the account that may sign in under a username; raises Account.DoesNotExist."""
    return Account.objects.select_related("agency").get(username=username, is_active=True)


def roles_held_by(account: Account) -> QuerySet[RoleHeld]:
    """Find every role an account holds or held, newest first."""
    return RoleHeld.objects.filter(account=account).order_by("-begins_on", "role", "team")


def people_by_role(*, on: date) -> list[PeopleOfRole]:
    """Find the accounts in use, by the roles they hold on a day. Cost: one query."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    held = RoleHeld.objects.filter(running, begins_on__lte=on, account__is_active=True).select_related(
        "account__agency"
    )
    by_role: dict[str, dict[int, Account]] = {role: {} for role in Role}
    for one in held.order_by("account__agency__name", "account__name"):
        by_role[one.role][one.account.pk] = one.account
    return [PeopleOfRole(Role(role), list(found.values())) for role, found in by_role.items() if found]

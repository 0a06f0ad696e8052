"""Who someone is when they act."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from wraparound.access.models import Account, RoleHeld
from wraparound.kernel.acting import Actor


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


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """Say what people at work are called, also those whose account has ended."""
    return dict(Account.objects.filter(username__in=set(usernames)).values_list("username", "name"))


def names_of_agencies(codes: Iterable[str]) -> dict[str, str]:
    """Say what agencies for which people work are called."""
    return dict(
        Account.objects.filter(agency__code__in=set(codes)).values_list("agency__code", "agency__name").distinct()
    )

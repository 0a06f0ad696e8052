"""Who someone is when they act, who there is, how they came in, and what they opened."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from wraparound.access.models import Account, BrokenGlass, FactorChange, OwnerTold, RoleHeld, SignIn, Sitting
from wraparound.access.rules import MAY, WITHIN, permitted
from wraparound.access.words import Permission, Role, SignInResult
from wraparound.agencies.queries import name_of_team
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled

TOLD_FOR = timedelta(days=14)  # how long an opening stands on the home pages of those who know the child


class AtWork(HttpRequest):
    """A request as views have it: who asks, and when. `web.middleware` sees to both."""

    actor: Actor
    at: datetime
    user: Account


@dataclass(frozen=True)
class PeopleOfRole:
    """A role, and the accounts that hold it."""

    role: Role
    accounts: list[Account]


@dataclass(frozen=True)
class MyAccount:
    """All that the page of one's own account says."""

    roles: list[RoleHeld]
    sittings: list[Sitting]
    sign_ins: list[SignIn]
    changes: list[tuple[FactorChange, str]]  # what changed about how they sign in, and by whom


def my_account(account: Account, *, today: date, at: datetime) -> MyAccount:
    """Give someone's roles today, where they are signed in, and the last attempts and changes. Cost: five queries."""
    roles = _with_team(roles_on(today, account=account)).order_by("role", "team")
    changes = list(FactorChange.objects.filter(account=account).order_by("-at", "-pk")[:10])
    names = names_of(one.by for one in changes) if changes else {}
    names |= {account.username: "You"}
    told = [(one, names.get(one.by, "An operator of this node")) for one in changes]
    return MyAccount(list(roles), list(sittings_of(account, at=at)), list(sign_ins_of(account)[:10]), told)


def changed_by_others(account: Account, *, since: datetime | None) -> bool:
    """Say whether someone else changed how an account signs in since an instant."""
    found = FactorChange.objects.filter(account=account).exclude(by=account.username)
    return found.filter(at__gt=since).exists() if since else False


def roles_on(day: date, *, account: Account | int) -> QuerySet[RoleHeld]:
    """Find the roles an account holds on a day."""
    return RoleHeld.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), account=account, begins_on__lte=day)


def actor_of(account: Account, *, on: date, purpose: str = "", signed_in_at: datetime | None = None) -> Actor:
    """Give the account as someone at work. Cost: one query; the agency is read with it."""
    held = HELD_ON.rows(day=on, account=account.pk)
    return Actor(
        username=account.username,
        agency=account.agency.code,
        name=account.name,
        roles=frozenset(role for role, _ in held),
        teams=frozenset(team for _, team in held if team),
        purpose=purpose,
        signed_in_at=signed_in_at,
    )


def _held_on(*, day: date, account: int) -> QuerySet[RoleHeld, Any]:
    return roles_on(day, account=account).values_list("role", "team")


HELD_ON = Compiled(_held_on)


def account_called(username: str) -> Account | None:
    """Find the account that may sign in under a username."""
    return Account.objects.select_related("agency").filter(username=username, is_active=True).first()


def account_numbered(pk: int) -> Account | None:
    """Find an account by its number."""
    return Account.objects.select_related("agency").filter(pk=pk).first()


def accounts_listed(sought: str = "") -> QuerySet[Account]:
    """Find the accounts whose name, username or agency holds some words, by name."""
    found = Account.objects.select_related("agency").order_by("name", "username")
    held = Q(name__icontains=sought) | Q(username__icontains=sought) | Q(agency__name__icontains=sought)
    return found.filter(held) if sought else found


def roles_held_by(account: Account) -> QuerySet[RoleHeld]:
    """Find every role an account holds or held, newest first."""
    return _with_team(RoleHeld.objects.filter(account=account)).order_by("-begins_on", "role", "team")


def _with_team(held: QuerySet[RoleHeld]) -> QuerySet[RoleHeld]:
    """Ask beside each role what its team is called."""
    return held.annotate(team_called=Coalesce(Subquery(name_of_team(OuterRef("team"))), F("team")))


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


def people_who_may(permission: Permission, *, agency: str, on: date) -> list[tuple[str, str]]:
    """Give the usernames and names of those of an agency whose roles on a day let them do something, by name."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    held = RoleHeld.objects.filter(running, begins_on__lte=on, account__is_active=True, account__agency__code=agency)
    found = held.filter(role__in=MAY[permission]).order_by("account__name", "account__username")
    return list(found.values_list("account__username", "account__name").distinct())


def people_in_teams(teams: Collection[str], *, on: date) -> QuerySet[RoleHeld, Any]:
    """Find the usernames of those who hold a role in some teams on a day."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    held = RoleHeld.objects.filter(running, begins_on__lte=on, account__is_active=True, team__in=teams)
    return held.values_list("account__username", flat=True)


@dataclass(frozen=True)
class Failures:
    """When attempts went wrong lately, under a username and from an address."""

    named: list[datetime]
    there: list[datetime]


def failures_of(username: str, *, address: str, at: datetime) -> Failures:
    """Give when attempts went wrong lately under a username, and from an address. Cost: two queries."""
    tried = SignIn.objects.filter(at__gt=at - WITHIN, result__in=[SignInResult.REFUSED, SignInResult.WRONG])
    named, there = tried.filter(username=username[:150]), tried.filter(address=address)
    return Failures(list(named.values_list("at", flat=True)), list(there.values_list("at", flat=True)))


def sign_ins_of(account: Account) -> QuerySet[SignIn]:
    """Find the attempts to sign in under an account's name, newest first."""
    return SignIn.objects.filter(username=account.username).order_by("-at", "-pk")


def sittings_of(account: Account, *, at: datetime) -> QuerySet[Sitting]:
    """Find where an account is signed in now, newest first."""
    return Sitting.objects.filter(account=account, ended_at__isnull=True, ends_at__gt=at).order_by("-began_at")


def opened_to(by: Actor, *, at: datetime) -> QuerySet[BrokenGlass]:
    """Find what someone has open by breaking the glass: a query asks `.values("person")` of it to let them see."""
    return BrokenGlass.objects.filter(account__username=by.username, begins_at__lte=at, ends_at__gt=at)


def openings_told(by: Actor, *, at: datetime) -> QuerySet[BrokenGlass]:
    """Find what others opened lately of persons whom someone's agency knows, newest first."""
    told = OwnerTold.objects.filter(glass=OuterRef("pk"), agency=by.agency)
    found = BrokenGlass.objects.filter(Exists(told), begins_at__gt=at - TOLD_FOR).exclude(account__username=by.username)
    return found.select_related("account__agency").order_by("-begins_at", "-pk")


def glass_visible_to(by: Actor) -> QuerySet[BrokenGlass]:
    """Find what was opened, as far as someone may know: reviewers all of it, others what they opened themselves."""
    found = BrokenGlass.objects.select_related("account__agency").order_by("begins_at", "pk")
    reviews = permitted(by.roles, permission=Permission.REVIEW_BREAK_GLASS)
    return found if reviews else found.filter(account__username=by.username)


def glass_to_review(by: Actor) -> QuerySet[BrokenGlass]:
    """Find what a keeper of information governance has to review, the longest waiting first; never their own."""
    return glass_visible_to(by).filter(reviewed_at__isnull=True).exclude(account__username=by.username)


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """Say what people at work are called, also those whose account has ended."""
    return dict(Account.objects.filter(username__in=set(usernames)).values_list("username", "name"))


def names_of_agencies() -> dict[str, str]:
    """Say what the agencies for which people work are called, by name."""
    known = Account.objects.order_by("agency__name").values_list("agency__code", "agency__name")
    return dict(known.distinct())

"""Hold what is read about accounts to the day, the name and the reader."""

from datetime import date, timedelta

import pytest

from tests.acting import AT
from wraparound.access import queries
from wraparound.access.models import Account, BrokenGlass, RoleHeld, SignIn
from wraparound.access.words import Role, SignInResult, WayIn

pytestmark = pytest.mark.usefixtures("area")


def test_a_role_counts_from_its_first_day_to_the_day_before_its_last():
    beth = Account.objects.get(username="beth.marlowick")
    RoleHeld.objects.create(account=beth, role=Role.LEAD, begins_on=date(2026, 3, 1), ends_on=date(2026, 3, 3))
    days = [day for day in range(1, 5) if queries.roles_on(date(2026, 3, day), account=beth).filter(role="lead")]
    assert days == [1, 2]


def test_the_actor_is_at_hand_in_one_query_once_the_account_is(django_assert_num_queries):
    beth = Account.objects.get(username="beth.marlowick")
    with django_assert_num_queries(1):
        queries.actor_of(beth, on=date(2030, 1, 1))


def test_an_account_out_of_use_is_not_offered():
    Account.objects.filter(username="beth.marlowick").update(is_active=False)
    assert queries.account_called("beth.marlowick") is None
    names = {one.name for group in queries.people_by_role(on=date(2030, 1, 1)) for one in group.accounts}
    assert "Beth Marlowick" not in names
    assert "Rosa Wendle" in names


def test_someone_with_two_roles_stands_under_both():
    groups = {
        group.role: {one.username for one in group.accounts} for group in queries.people_by_role(on=date(2030, 1, 1))
    }
    assert "grace.okenby" in groups[Role.LEAD]
    assert "grace.okenby" in groups[Role.FRONT_DOOR]
    assert set(groups) == set(Role)


@pytest.mark.parametrize(("sought", "found"), [("marlow", 1), ("beth.", 1), ("MARLOW", 1), ("nobody at all", 0)])
def test_accounts_are_found_by_part_of_a_name(sought, found):
    assert queries.accounts_listed(sought).count() == found


def test_failures_count_by_name_and_by_address_and_only_of_late():
    for username, address, ago in [
        ("a", "192.0.2.1", 1),
        ("b", "192.0.2.1", 1),
        ("a", "192.0.2.2", 1),
        ("a", "192.0.2.1", 20),
    ]:
        SignIn.objects.create(
            username=username, address=address, way=WayIn.SAMPLE, result=SignInResult.REFUSED,
            at=AT - timedelta(minutes=ago),
        )  # fmt: skip
    for username, address, named, there in [
        ("a", "192.0.2.9", 2, 0),
        ("c", "192.0.2.1", 0, 2),
        ("a", "192.0.2.1", 2, 2),
        ("c", "192.0.2.9", 0, 0),
    ]:
        found = queries.failures_of(username, address=address, at=AT)
        assert (len(found.named), len(found.there)) == (named, there)


def test_everyone_sees_what_they_opened_and_reviewers_see_all():
    accounts = {name: Account.objects.get(username=name) for name in ("rosa.wendle", "owen.haskell", "amir.tolland")}
    for account in (accounts["rosa.wendle"], accounts["amir.tolland"]):
        BrokenGlass.objects.create(
            account=account, person=1, purpose="protect", reason="x", begins_at=AT, ends_at=AT + timedelta(hours=1)
        )
    seen = {
        name: set(
            queries.glass_visible_to(queries.actor_of(one, on=date(2030, 1, 1))).values_list(
                "account__username", flat=True
            )
        )
        for name, one in accounts.items()
    }
    assert seen["rosa.wendle"] == {"rosa.wendle"}
    assert seen["amir.tolland"] == {"amir.tolland"}
    assert seen["owen.haskell"] == {"rosa.wendle", "amir.tolland"}

"""Home, as people of each role find it: what waits for them, and a word where nothing does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.acting import AT, someone
from tests.feeds import files
from tests.feeds.test_views import said, signed_in
from tests.identity.records import filed, linked, row
from wraparound.access.actions import break_glass
from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.feeds.commands.taking_in import link_what_is_filed
from wraparound.identity.models import Record, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.actions import looked
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
WHY = "His father is at the gate, may he collect him"
HEADINGS = {
    "For you to look at": {Role.GOVERNANCE},
    "Files that wait for you": {Role.ANALYST},
    "Whom you looked at lately": {Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD},
}


def home(client, most):
    with most(15):
        return said(client.get("/"))


@pytest.mark.parametrize("role", Role)
def test_each_role_finds_what_is_theirs_and_a_word_where_nothing_waits(role, django_assert_max_num_queries):
    page = home(signed_in(role), django_assert_max_num_queries)
    for heading, roles in HEADINGS.items():
        assert (heading in page) is (role in roles)
    nothing = {
        Role.GOVERNANCE: "No opening waits for review",
        Role.ANALYST: "No file is held, and no row waits to be mended.",
    }.get(role, "You have opened nobody")
    assert nothing in page


def test_someone_without_a_role_is_told_whom_to_ask():
    client = signed_in(Role.LEAD)
    RoleHeld.objects.all().delete()
    assert "You hold no role here" in said(client.get("/"))


@pytest.fixture
def child():
    filed(row("1"))
    linked()
    return Record.objects.get().person


def hide(person):
    return Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="keeper", set_at=AT)


def test_whom_one_looked_at_stands_there_by_code_until_they_are_hidden(child, django_assert_max_num_queries):
    client = signed_in(Role.FRONT_DOOR)
    by = someone(Role.FRONT_DOOR)
    looked("a child's records", about=[child.pk], by=by, at=timezone.now() - timedelta(hours=3))
    looked("the list of children", about=[child.pk, child.pk + 1], by=by, at=timezone.now())
    page = home(client, django_assert_max_num_queries)
    assert child.code in page
    assert "3 hours ago" in page, "a list is no look at a child"
    assert "Amara" not in page
    assert Entry.objects.filter(kind="look").count() == 2, "who is not named is not looked at"
    hide(child)
    assert child.code not in said(client.get("/"))


def test_those_who_know_a_child_are_told_who_opened_them(child, django_assert_max_num_queries):
    Agency.objects.filter(code="health-agency").update(code="social-care", name="Social care")
    police = Agency.objects.create(code="police", name="Police", type="police")
    officer = Account.objects.create(username="jo.farrant", name="Jo Farrant", agency=police)
    RoleHeld.objects.create(account=officer, role=Role.PROFESSIONAL, begins_on=AT.date())
    by, now = someone(Role.PROFESSIONAL, agency="police"), timezone.now()
    Account.objects.filter(pk=officer.pk).update(username=by.username)
    broken = break_glass(child.pk, reason=WHY, lasts=timedelta(hours=4), owners=["social-care"], by=by, at=now)
    client = signed_in(Role.PROFESSIONAL)
    page = home(client, django_assert_max_num_queries)
    assert "Opened by others" in page
    assert "Jo Farrant, Police" in page
    assert WHY not in page, "the reason is the keeper's to judge"
    keeper = signed_in(Role.GOVERNANCE)
    assert "1 opening to review" in home(keeper, django_assert_max_num_queries)
    client.force_login(Account.objects.get(pk=officer.pk))
    mine = home(client, django_assert_max_num_queries)
    assert "Open to you for a time" in mine
    assert "Opened by others" not in mine
    hide(child)
    for one in (client, signed_in(Role.LEAD)):
        assert child.code not in said(one.get("/"))
    assert broken.person == child.pk


def test_the_analyst_finds_held_files_and_rows_to_mend(django_assert_max_num_queries):
    files.feed()
    files.came(*(files.line(number, first=f"N{number}") for number in range(40)))
    held = files.came(files.line(1), files.line(41, born="31/02/2015"))
    assert held.state == "held"
    page = home(signed_in(Role.ANALYST), django_assert_max_num_queries)
    assert "Say whether those who are missing have left" in page
    assert "1 row to mend" in page
    assert "to mend" not in said(signed_in(Role.GOVERNANCE).get("/"))


def test_the_keeper_finds_what_is_due_and_what_was_unusual(child, django_assert_max_num_queries):
    hide(child)
    Shield.objects.update(until=AT.date())
    looked("a child's records", about=[5], by=someone(purpose=""), at=timezone.now() - timedelta(days=1))
    page = home(signed_in(Role.GOVERNANCE), django_assert_max_num_queries)
    assert "1 shield to look at again" in page
    assert "1 person looked unusually yesterday" in page


def test_rows_of_a_shielded_child_wait_for_the_keeper(django_assert_max_num_queries):
    files.feed()
    files.came(files.line(1), files.line(2, first="Ben", last="Turelwall"))
    link_what_is_filed()
    hide(Record.objects.get(key="R2").person)
    files.came(files.line(1), files.line(2, born="31/02/2015"))
    assert "1 row to mend" in home(signed_in(Role.GOVERNANCE), django_assert_max_num_queries)
    assert "1 row to mend" not in home(signed_in(Role.ANALYST), django_assert_max_num_queries)

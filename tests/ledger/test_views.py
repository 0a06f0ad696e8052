"""The pages of the ledger: for the keeper of information governance alone, in words, few queries, all written down."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.acting import someone
from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.ledger.actions import looked
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
PAGES = ["/ledger", "/ledger/children/7", "/ledger/people/lead@social-care", "/ledger/unusual"]
NOW = timezone.now()


def signed_in(role):
    agency, _ = Agency.objects.get_or_create(code="social-care", defaults={"name": "Children's social care"})
    account = Account.objects.create(username=f"{role}@social-care", name=f"Jo {role.label}", agency=agency)
    RoleHeld.objects.create(account=account, role=role, begins_on=date(2020, 1, 1))
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return client


@pytest.fixture
def keeper():
    return signed_in(Role.GOVERNANCE)


@pytest.fixture(autouse=True)
def written(db):
    looked("a child's records", about=[7], shown=["name", "school"], by=someone(Role.LEAD, purpose=""), at=NOW)
    looked("a list of children", about=range(10, 20), by=someone(agency="school"), at=NOW - timedelta(days=1))


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_sees_them(role, page):
    before = Entry.objects.count()
    assert signed_in(role).get(page).status_code == 403
    assert Entry.objects.count() == before


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_seen_in_few_queries_and_written_down(keeper, page, django_assert_max_num_queries):
    keeper.get(page)
    before = Entry.objects.count()
    with django_assert_max_num_queries(15):
        text_of(keeper, page)
    newest = Entry.objects.order_by("-id").first()
    assert Entry.objects.count() == before + 1
    assert (newest.username, newest.kind, newest.purpose) == (
        "governance@social-care",
        "look",
        "keeping information governance",
    )
    assert newest.rules


def test_an_entry_is_told_in_a_sentence_with_names_and_links(keeper):
    signed_in(Role.LEAD)
    said = text_of(keeper, "/ledger")
    assert "Looked at a child's records" in said.replace("&#39;", "'")
    assert "Shown: name, school" in said
    assert '<a class="govuk-link" href="/ledger/children/7">child 7</a>' in said
    assert "Jo Lead practitioner or team manager</a>" in said
    assert "Children&#39;s social care" in said
    assert "and 5 more" in said


def test_who_looked_at_a_child_is_itself_about_that_child(keeper):
    said = text_of(keeper, "/ledger/children/7")
    assert "Who looked at child 7" in said
    assert "a list of children" not in said
    assert "about child 7" in text_of(keeper, "/ledger/children/7")


def test_what_someone_looked_at(keeper):
    said = text_of(keeper, "/ledger/people/front_door@school")
    assert "What front_door@school did and looked at" in said
    assert "a list of children" in said
    assert "child 7<" not in said


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("called=lead", "a child&#39;s records", "a list of children"),
        ("agency=school", "a list of children", "a child&#39;s records"),
        ("kind=act", "No entry is like that.", "a list of children"),
        ("event=ledger.LookedAt", "a list of children", "No entry"),
        (f"day={NOW.date() - timedelta(days=1)}", "No entry is like that.", "a list of children"),
        (f"day={NOW.date()}", "a list of children", "No entry"),
    ],
)
def test_the_ledger_can_be_narrowed(keeper, query, there, gone):
    signed_in(Role.LEAD)
    said = text_of(keeper, f"/ledger?{query}")
    assert there in said
    assert gone not in said


def test_a_wrong_day_is_told_beside_the_field(keeper):
    said = text_of(keeper, "/ledger?day=someday")
    assert "<title>Error: " in said
    assert "Give the day as day, month and year" in said


def test_older_entries_are_a_page_further_and_none_is_shown_twice_or_left_out(keeper):
    for number in range(120):
        looked(f"thing {number:03}", by=someone(), at=NOW)
    address, seen = "/ledger?called=front_door@social-care", []
    while address:
        said = text_of(keeper, address)
        seen += [part[:3] for part in said.split("Looked at thing ")[1:]]
        older = said.partition('govuk-pagination__next"><a class="govuk-link govuk-pagination__link" href="?')[2]
        address = "/ledger?" + older.partition('"')[0].replace("&amp;", "&") if older else ""
    assert seen == [f"{number:03}" for number in reversed(range(120))]


def test_unusual_looking_is_a_list_to_read(keeper):
    said = text_of(keeper, "/ledger/unusual")
    assert "Looked at a child without saying for what." in said
    assert f"/ledger/people/lead@social-care?day={NOW.date()}" in said
    assert "Nobody looked at a child on this day." in text_of(keeper, "/ledger/unusual?day=2020-01-01")

"""The pages of what was told and refused: searched, one with its reasons, and taken away as a file."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from tests.acting import AT
from tests.exchange.agreeing import said, told
from tests.sample_area import PEOPLE, adopt_ashmere, signed_in
from wraparound.access.words import Purpose
from wraparound.exchange.actions import note_share
from wraparound.exchange.actions.looking import look_at_share, look_at_shares
from wraparound.exchange.models import Share
from wraparound.exchange.queries.shares import SharesAsked
from wraparound.exchange.words import ShareDecision, Sharing
from wraparound.identity.models import Person, Shield
from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry, Mention
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db
YES, NO = Sharing(True, "It may be told.", "clause-1", 3), Sharing(False, "No clause allows it.", "", 3)


@pytest.fixture(autouse=True)
def three():
    """Have one share of a child, one refusal of another, and one of a child who is hidden."""
    adopt_ashmere()
    one, two, hidden = (Person.objects.create(code=f"P-0000-000{place}", since=AT) for place in (1, 2, 3))
    Shield.objects.create(person=hidden, kind="refuge", reason="x", set_by="x", set_at=AT)
    note_share(told(person=one.pk), sharing=YES, by=MAKER, at=AT)
    refused = told(person=two.pk, holder="police", purpose=Purpose.NEED, decision=ShareDecision.REFUSED)
    note_share(refused, sharing=NO, by=MAKER, at=AT + timedelta(days=2))
    note_share(told(person=hidden.pk), sharing=YES, by=MAKER, at=AT + timedelta(days=3))


@pytest.fixture
def keeper():
    return signed_in(PEOPLE["governance"])


def codes(words):
    return [part[8] for part in words.split("P-") if part.startswith("0000-000")]


@pytest.mark.parametrize(
    ("asked", "whom"),
    [
        ("", ["3", "2", "1"]),
        ("code=p-0000-0001", ["1"]),
        ("agency=police", ["2"]),
        ("agency=social-care", ["3", "2", "1"]),
        ("purpose=need", ["2"]),
        ("decision=shared", ["3", "1"]),
        ("since=2026-09-03", ["3", "2"]),
        ("until=2026-09-03", ["2", "1"]),
        ("since=2026-09-03&until=2026-09-03", ["2"]),
        ("about=ask:Q-7K3M&decision=refused", ["2"]),
    ],
)
def test_a_keeper_searches_by_child_agency_purpose_end_and_day(keeper, asked, whom):
    main = said(keeper.get(f"/shares?{asked}")).partition("Shares and refusals, newest first")[2]
    assert codes(main) == whom


def test_what_was_told_under_a_retired_code_is_found_by_the_one_in_use(keeper):
    one, two = Person.objects.get(code="P-0000-0001"), Person.objects.get(code="P-0000-0002")
    one.became = two
    one.save()
    assert codes(said(keeper.get("/shares?code=P-0000-0002")).partition("newest first")[2]) == ["2", "1"]


def test_a_code_that_nobody_has_and_a_day_that_is_none_are_said_so(keeper):
    assert "Nobody has this code" in said(keeper.get("/shares?code=P-9999-9999"))
    assert "Give the day as day, month and year" in said(keeper.get("/shares?since=soon"))
    assert "Nothing like this was told or refused" in said(keeper.get("/shares?since=2027-01-01"))
    Share.objects.all().delete()
    assert "Nothing was told or refused yet" in said(keeper.get("/shares"))


def test_one_share_tells_every_reason(keeper):
    share = Share.objects.order_by("pk").first()
    page = said(keeper.get(f"/shares/{share.pk}"))
    for words in (
        "It may be told.", "Ashmere Community Health", "P-0000-0001", "Enquiries under section 47", "Version 3",
        "The health visitor knows the family", "UK GDPR article 6(1)(c)", "article 9(2)(g)",
        "Nobody is put at risk by it",
        "Telling is not more detrimental to the child", "That they know the child, since when", "ask:Q-7K3M",
    ):  # fmt: skip
        assert words in page
    assert keeper.get("/shares/999999").status_code == 404


def test_that_somebody_looked_is_written_down_with_whom_it_was_about(keeper):
    keeper.get("/shares?code=P-0000-0001")
    entry = Entry.objects.filter(kind="look").latest("pk")
    assert entry.facts["what"] == "the list of shares and refusals"
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [
        Person.objects.get(code="P-0000-0001").pk
    ]


def test_the_file_holds_what_is_listed_and_nothing_that_a_spreadsheet_would_act_on(keeper):
    Share.objects.update(relevance="=HYPERLINK(1)")
    answer = keeper.get("/shares.csv?decision=shared")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert [row["Child"] for row in rows] == ["P-0000-0003", "P-0000-0001"]
    assert {row["Relevance"] for row in rows} == {"'=HYPERLINK(1)"}
    assert rows[0]["Why"] == "It may be told."
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.filter(kind="look").latest("pk").facts["what"] == "a file of shares and refusals"


def test_whoever_does_not_keep_shields_is_shown_nothing_of_someone_hidden(monkeypatch):
    from wraparound.access.rules import may
    from wraparound.access.words import Permission, Role

    monkeypatch.setitem(may.MAY, Permission.SEE_SHARES, frozenset({Role.ANALYST}))
    by = Actor("priya", "social-care", roles=frozenset({"analyst"}))
    page = look_at_shares(SharesAsked(), by=by, at=timezone.now())
    assert page.page.paginator.count == 2
    assert {one.person.code for one in page.page} == {"P-0000-0001", "P-0000-0002"}
    assert look_at_shares(SharesAsked(code="P-0000-0003"), by=by, at=timezone.now()).unknown
    assert look_at_share(Share.objects.latest("pk").pk, by=by, at=timezone.now()) is None


@pytest.mark.parametrize("who", sorted(set(PEOPLE.values()) - {PEOPLE["governance"]}))
def test_nobody_else_sees_them(who):
    share = Share.objects.first()
    for address in ("/shares", "/shares.csv", f"/shares/{share.pk}"):
        assert signed_in(who).get(address).status_code == 403


def test_the_pages_ask_little_of_the_database(keeper, django_assert_max_num_queries):
    for address in ("/shares?code=P-0000-0001", f"/shares/{Share.objects.first().pk}", "/shares.csv"):
        with django_assert_max_num_queries(15):
            assert keeper.get(address).status_code == 200

"""The pages of feeds, as the analyst who brings files in meets them, and as others do."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.acting import AT, someone
from tests.feeds import shape_files as made
from tests.feeds.files import COLUMNS, came, feed, line, written
from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.feeds.commands.taking_in import link_what_is_filed, take_in
from wraparound.feeds.models import Draft, Feed, Load, SetAside
from wraparound.identity.actions import set_shield
from wraparound.identity.models import Record, Withheld
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


def signed_in(role):
    agency, _ = Agency.objects.get_or_create(code="social-care", defaults={"name": "Children's social care"})
    account = Account.objects.create(username=f"{role}@social-care", name=f"Jo {role.label}", agency=agency)
    RoleHeld.objects.create(account=account, role=role, begins_on=date(2020, 1, 1))
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return client


@pytest.fixture
def analyst():
    return signed_in(Role.ANALYST)


def said(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:3000]
    return " ".join(answer.content.decode().split())


def file(*lines):
    return SimpleUploadedFile("club.csv", written(*lines))


def test_every_page_is_shown_in_few_queries(analyst, django_assert_max_num_queries):
    for number in range(12):
        feed(f"club-{number}")
    load = came(line(1), line(2, born="31/02/2015"), to="club-3")
    pages = ["/feeds", "/feeds/club-3", f"/loads/{load.pk}", f"/set-aside/{SetAside.objects.get().pk}", "/feeds/new"]
    for page in pages:
        with django_assert_max_num_queries(15):
            said(analyst.get(page))


def test_without_feeds_the_page_says_what_a_feed_is(analyst):
    assert "No feeds are set up" in said(analyst.get("/feeds"))


def test_a_file_is_brought_in_by_the_page(analyst):
    feed()
    answer = analyst.post("/feeds/club", {"file": file(line(1)), "as_of": "2026-09-01"})
    load = Load.objects.get()
    assert answer["Location"] == f"/loads/{load.pk}"
    assert "Waiting its turn" in said(analyst.get(answer["Location"]))
    take_in(load.pk, clock=lambda: AT)
    assert Record.objects.get().key == "R1"


def test_a_form_without_a_file_says_so_and_keeps_the_day(analyst):
    feed()
    page = said(analyst.post("/feeds/club", {"as_of": "2026-08-30"}), 422)
    assert "Choose a file." in page
    assert "2026-08-30" in page
    assert not Load.objects.exists()


def test_a_strangers_file_becomes_a_feed_by_the_page_alone(analyst):
    sent = {"title": "Saturday club", "agency": "social-care", "file": file(line(1), line(2, first="Ben"))}
    answer = analyst.post("/feeds/new", sent | {"as_of": "2026-09-01"})
    page = said(analyst.get(answer["Location"]))
    assert "given names: Amara" in page
    draft = Draft.objects.get()
    columns = {
        f"column-{place}": use if isinstance(use, str) else use["field"]
        for place, use in enumerate(dict(draft.map["columns"]).values())
    }
    confirmed = columns | {
        "id": "Ref",
        "date_order": "dmy",
        "holds": "everyone",
        "covers": "Members",
        "late_after_days": "9",
    }
    answer = analyst.post(answer["Location"], confirmed | {"load": "1"})
    assert answer.status_code == 302, said(answer)
    made = Feed.objects.get()
    assert (made.code, made.name, made.covers, made.declared) == ("saturday-club", "Saturday club", "Members", False)
    take_in(clock=lambda: AT)
    assert Record.objects.count() == 2


def begun(analyst, content, *, name):
    sent = {"title": "The return", "agency": "social-care", "file": SimpleUploadedFile(name, content)}
    answer = analyst.post("/feeds/new", sent | {"as_of": "2026-09-01"})
    assert answer.status_code == 302, said(answer)
    return answer["Location"]


def test_a_return_is_recognised_by_itself_and_nothing_about_its_columns_is_asked(analyst):
    twice = made.child("C2", upn="", born="31/02/2015")
    place = begun(analyst, made.cin(made.child(), twice), name="cin.xml")
    page = said(analyst.get(place))
    assert "This is a CIN census file, 2025-26; 2 children." in page
    assert "identifier: C1" in page
    assert "begins on: 2025-06-01" in page
    assert "What each column is" not in page
    answer = analyst.post(
        place, {"holds": "everyone", "covers": "Children in need", "late_after_days": "370", "load": "1"}
    )
    take_in(clock=lambda: AT)
    record = Record.objects.get()
    assert (record.key, record.said["identifier"], str(record.involvements.get().begins_on)) == (
        "C1",
        ["C1"],
        "2025-06-01",
    )
    assert record.involvements.get().service == "Children's social care"
    waiting = said(analyst.get(answer["Location"]))
    assert f"{SetAside.objects.get().row} (line " in waiting
    assert "31/02/2015" in waiting
    assert "It begins at line" in said(analyst.get(f"/set-aside/{SetAside.objects.get().pk}"))
    assert "CIN census" in said(analyst.get("/feeds/the-return"))


def test_one_file_of_a_set_says_that_it_waits_for_the_other(analyst):
    place = begun(analyst, made.header_903(), name="header.csv")
    page = said(analyst.get(place))
    assert "its Header file; 1 child." in page
    assert "It waits for the Episodes file of its set." in page
    answer = analyst.post(place, {"holds": "everyone", "covers": "Looked after", "late_after_days": "0", "load": "1"})
    take_in(clock=lambda: AT)
    assert "Bring the other file in" in said(analyst.get(answer["Location"]))


def test_xml_of_no_known_kind_is_refused_in_words_before_anything_is_set_up(analyst):
    sent = {"title": "Club", "agency": "social-care", "file": SimpleUploadedFile("club.xml", b"<rss></rss>")}
    page = said(analyst.post("/feeds/new", sent | {"as_of": "2026-09-01"}), 422)
    assert "none of the kinds that are understood" in page


def test_a_file_that_is_no_table_is_refused_in_words_before_anything_is_set_up(analyst):
    sent = {
        "title": "Club",
        "agency": "social-care",
        "file": SimpleUploadedFile("club.csv", b"\x89PNG\r\n\x1a\n" + bytes(99)),
    }
    page = said(analyst.post("/feeds/new", sent | {"as_of": "2026-09-01"}), 422)
    assert "club.csv" in page
    assert not Draft.objects.exists()


def test_a_row_is_mended_in_the_page(analyst):
    feed()
    load = came(line(1), line(2, first="Ben", born="31/02/2015"))
    aside = SetAside.objects.get()
    assert "No calendar has this day" in said(analyst.get(f"/loads/{load.pk}"))
    fields = {f"column-{place}": value for place, value in enumerate(line(2, first="Ben", born="soon").split(","))}
    page = said(analyst.post(f"/set-aside/{aside.pk}", fields), 422)
    assert "Born: it cannot be read as a date" in page
    assert "soon" in page, "nothing typed is lost"
    answer = analyst.post(f"/set-aside/{aside.pk}", fields | {"column-3": "28/02/2015"})
    assert answer.status_code == 302
    assert Record.objects.get(key="R2").said["birth_date"] == ["2015-02-28"]


def test_a_number_that_is_withheld_is_seen_by_nobody_who_mends_a_row_and_is_filed_all_the_same(analyst):
    feed()
    told = line(2, first="Ben", born="31/02/2015").replace("R2", "999 000 0018")
    load = came(line(1), told)
    aside = SetAside.objects.get()
    place = f"/set-aside/{aside.pk}"
    assert "999 000 0018" in said(analyst.get(place))
    Withheld.objects.create(kind="nhs_number", number="9990000018", reason="It could harm him", by="someone", at=AT)
    shown = said(analyst.get(place)) + said(analyst.get(f"/loads/{load.pk}"))
    assert "999 000 0018" not in shown
    fields = {f"column-{number}": value for number, value in enumerate(told.split(","))}
    analyst.post(place, fields | {"column-0": "Withheld", "column-3": "28/02/2015"})
    assert Record.objects.get(key="999 000 0018").said["given_names"] == ["Ben"]


def test_a_held_load_is_settled_in_the_page(analyst):
    feed()
    came(*[line(number) for number in range(30)])
    load = came(line(0))
    assert "29 records would end" in said(analyst.get(f"/loads/{load.pk}"))
    analyst.post(f"/loads/{load.pk}/ends", {"ends": "no"})
    assert not Record.objects.filter(ended_on__isnull=False).exists()
    assert "end nobody" not in said(analyst.get(f"/loads/{load.pk}"))


def test_a_token_is_shown_once(analyst):
    feed()
    assert "Copy the token now" in said(analyst.post("/feeds/club/token"))
    assert analyst.get("/feeds/club/token").status_code == 405


@pytest.mark.parametrize("address", ["/feeds/nothing", "/loads/99", "/set-aside/99", "/feeds/new/99"])
def test_what_is_not_there_is_not_found(analyst, address):
    assert analyst.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/feeds", "/feeds/club", "/feeds/new"])
def test_a_professional_is_told_that_feeds_are_not_theirs(address):
    feed()
    page = said(signed_in(Role.PROFESSIONAL).get(address), 403)
    assert "Your role does not let you" in page


def test_what_rows_that_wait_say_is_shown_to_those_who_mend_them_alone_and_written_down(analyst):
    feed()
    load = came(line(1), line(2, born="31/02/2015"))
    looks = Entry.objects.filter(kind="look")
    assert "31/02/2015" in said(analyst.get(f"/loads/{load.pk}"))
    assert looks.count() == 1
    said(analyst.get(f"/set-aside/{SetAside.objects.get().pk}"))
    assert looks.count() == 2
    lead = signed_in(Role.LEAD)
    page = said(lead.get(f"/loads/{load.pk}"))
    assert "1 row could not be taken in" in page
    assert "31/02/2015" not in page
    assert lead.get(f"/set-aside/{SetAside.objects.get().pk}").status_code == 403
    keeper = signed_in(Role.GOVERNANCE)
    assert "31/02/2015" not in said(keeper.get(f"/loads/{load.pk}"))
    assert keeper.get(f"/set-aside/{SetAside.objects.get().pk}").status_code == 404


def test_a_row_of_a_shielded_child_is_there_for_keepers_alone(analyst):
    feed()
    came(line(1), line(2, first="Ben", last="Turelwall"))
    link_what_is_filed()
    child = Record.objects.get(key="R2").person
    by = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    set_shield(child.code, kind=ShieldKind.REFUGE, reason="Her worker asked", by=by, at=AT)
    load = came(line(1), line(2, first="Ben", last="Turelwall", born="31/02/2015"))
    aside = SetAside.objects.get()
    keeper, page, row = signed_in(Role.GOVERNANCE), f"/loads/{load.pk}", f"/set-aside/{aside.pk}"
    for client in (analyst, signed_in(Role.LEAD)):
        told = said(client.get(page))
        assert "31/02/2015" not in told
        assert "No row waits" in told
    as_if_unchanged = {"Rows": 2, "Unchanged": 2, "Set aside": 0}
    assert {name: counted(analyst.get(page))[name] for name in as_if_unchanged} == as_if_unchanged
    assert (counted(keeper.get(page))["Unchanged"], counted(keeper.get(page))["Set aside"]) == (1, 1)
    two_then_none = r"numeric\"><div class=\"wa-cell\">2</div></td> <td [^>]*numeric\"><div class=\"wa-cell\">0<"
    assert re.search(two_then_none, said(analyst.get("/feeds/club")))
    assert analyst.get(row).status_code == analyst.get("/set-aside/999999").status_code == 404
    assert analyst.post(row, {}).status_code == 404
    assert "31/02/2015" in said(keeper.get(page))
    mended = dict(aside.values) | {"Born": "14/05/2014"}
    form = said(keeper.get(row))
    names = re.findall(r'name="(column-\d+)"', form)
    sent = dict(zip(names, [mended[column] for column in COLUMNS], strict=True))
    assert keeper.post(row, sent)["Location"] == page
    aside.refresh_from_db()
    assert aside.mended_at


def counted(answer):
    """Read the counts of a load's page."""
    found = re.findall(r'>([^<>]+)</dt> <dd class="govuk-summary-list__value">([\d,]+)<', said(answer))
    return {name.strip(): int(count.replace(",", "")) for name, count in found}


def shown_to(role, *weeks):
    """Take files in, hide Ben if he is there, and give what someone is shown of the last one and of the feed."""
    with transaction.atomic():
        feed()
        loads = [came(*lines, at=AT + timedelta(days=number)) for number, lines in enumerate(weeks)]
        link_what_is_filed(clock=lambda: AT)
        for one in Record.objects.filter(key="R2"):
            by = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
            set_shield(one.person.code, kind=ShieldKind.REFUGE, reason="Her worker asked", by=by, at=AT)
        client = signed_in(role)
        pages = [said(client.get(page)) for page in ("/feeds", "/feeds/club", f"/loads/{loads[-1].pk}")]
        transaction.set_rollback(True)
    return [re.sub(r"/loads/\d+|csrfmiddlewaretoken\W+value=\W\w+", "", page) for page in pages]


@pytest.mark.parametrize("role", [Role.LEAD, Role.FRONT_DOOR])
def test_no_count_tells_those_who_look_children_up_whether_somebody_hidden_is_in_a_file(role):
    others = [line(1), line(3, first="Zoe")]
    ben = line(2, first="Ben", last="Turelwall")
    without = shown_to(role, others, others)
    assert shown_to(role, [*others, ben], [*others, ben]) == without, "he is there and the same"
    assert shown_to(role, [*others, ben], [*others, ben.replace("QA1 4QN", "QA2 1AA")]) == without, "he has changed"
    assert shown_to(role, [*others, ben], [*others, ben.replace("14/05/2014", "soon")]) == without, "his row waits"
    assert shown_to(role, [*others, ben], others) == without, "he has left"
    assert shown_to(role, others, [*others, ben]) == without, "he has come"


def test_a_load_that_is_held_tells_only_those_who_may_count_how_many_would_end(analyst):
    feed()
    came(*[line(number) for number in range(30)])
    load = came(line(0))
    assert "29 records would end" in said(analyst.get(f"/loads/{load.pk}"))
    told = said(signed_in(Role.LEAD).get(f"/loads/{load.pk}"))
    assert "29 records" not in told
    assert "somebody who brings files in must look first" in told


def test_one_who_sees_feeds_but_does_not_manage_them_is_offered_nothing_to_send():
    feed()
    page = said(signed_in(Role.GOVERNANCE).get("/feeds/club"))
    assert "Take the file in" not in page

"""Children are found by any scrap, by those who may see them, and by nobody else."""

import re
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row
from wraparound.access.words import Role
from wraparound.agencies.models import School
from wraparound.feeds.commands.indexing import index_area, index_what_waits
from wraparound.identity.actions import indexing, lift_shield, set_shield, withhold_number
from wraparound.identity.actions.searching import search_children, suggest_children
from wraparound.identity.models import NotIndexed, Record
from wraparound.identity.policies import CannotSearchSoFast
from wraparound.identity.queries.index import index_of, warm
from wraparound.identity.words import NumberKind, ShieldKind
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
ROSA, BETH = someone(Role.FRONT_DOOR), someone(Role.PROFESSIONAL, agency="health-agency")
HOUR = timedelta(hours=1)
SURNAMES = ("Alder", "Birch", "Cedar", "Hazel", "Larch", "Maple", "Rowan", "Tamarind")
GIVEN = ("Hattie", "Edie", "Sam", "Priya", "Yusuf", "Mei", "Tom", "Zofia", "Kwame", "Niamh")


def crowd():
    """Give eighty others, so that names and dates are as rare as in an area."""
    return [
        row(
            f"X{number}",
            GIVEN[number % 10],
            SURNAMES[number // 10],
            born=f"{2009 + number % 9}-{1 + number % 12:02}-{1 + number % 28:02}",
            postcode=f"QA{1 + number % 5} {1 + number % 9}AB",
            address=f"{number + 1} {SURNAMES[number % 8]} Lane, Pellness",
            phone=f"07700 900{number:03}",
            school=str(900100 + number % 4),
        )
        for number in range(80)
    ]


AMARA = {
    "born": "2018-05-14", "postcode": "QA1 4QN", "address": "12 Mill Road, Pellness", "phone": "07700 900987",
    "nhs_number": "9990000018", "school": "900001", "sex": "F",
}  # fmt: skip


@pytest.fixture
def area():
    filed(*crowd(), row("1", **AMARA))
    filed(row("2", "Amara", "Okonjo", born="2018-05-14", postcode="QA2 1AB"), feed="schools")
    linked()
    index_what_waits(by=CLERK, clock=lambda: AT)
    School.objects.create(urn="900001", name="Beacon Primary School")
    return Record.objects.get(key="1").person


def names(found):
    return [one.name for _, one in found.offered]


SCRAPS = (
    "Amara Okonjo", "okonjo amara", "Amarra Okonjoh", "amara about 8", "Okon", "okonjo 2018", "14/05/2018",
    "Amara, QA1 4", "amara 12 Mill Rd", "Okonjo, beacon primary", "07700900987", "ending 0987", "900987",
    "999 000 0018", "14 May", "Amara born may 2018", "girl amara", "Amara aged 8 QA2",
)  # fmt: skip


@pytest.mark.parametrize("scrap", SCRAPS)
def test_a_child_is_found_by_any_scrap(area, scrap):
    found = search_children(scrap, by=ROSA, at=AT)
    assert names(found)[0] == "Amara Okonjo", (scrap, found)
    assert found.offered[0][1].code == area.code
    assert found.offered[0][1].why.fits


def test_what_was_shown_is_in_the_ledger_by_kinds_of_words_and_not_by_the_words(area):
    search_children("Amara Okonjo about 8 QA1 4", by=ROSA, at=AT)
    entry = Entry.objects.filter(kind="look").latest("pk")
    assert entry.facts["what"] == "the list of children found by postcode, age and name"
    assert area.pk in entry.facts["about"]
    assert not re.search("okonjo|QA1", str(entry.facts), re.IGNORECASE)
    search_children("Nobodyatall Ofthatname", by=ROSA, at=AT)
    assert Entry.objects.filter(kind="look").count() == 2, "a search that finds nobody is a look too"


def test_an_index_is_warmed_where_there_is_one(area, settings, tmp_path):
    assert warm()
    settings.INDEX_ROOT = tmp_path
    assert not warm()


def test_a_shield_hides_at_once_and_the_index_forgets_whom_it_hides(area):
    def search():
        return names(search_children("Amara Okonjo", by=ROSA, at=AT))

    keeper = someone(Role.GOVERNANCE)
    shield = set_shield(area.code, kind=ShieldKind.REFUGE, reason="x", by=replace(keeper, signed_in_at=AT), at=AT)
    assert NotIndexed.objects.exists()
    assert "Amara Okonjo" not in search()
    index_what_waits(by=CLERK, clock=lambda: AT)
    assert not NotIndexed.objects.exists()
    assert "Amara Okonjo" not in search()
    held = {hit.key for folder in ("", "health-agency") for hit in index_of(folder).find({"name": "Amara Okonjo"})}
    assert str(Record.objects.get(key="1").pk) not in held
    lift_shield(shield.pk, why="x", by=replace(keeper, signed_in_at=AT), at=AT)
    index_what_waits(by=CLERK, clock=lambda: AT)
    assert search()[0] == "Amara Okonjo"


def test_the_page_is_the_same_to_the_byte_whether_a_child_is_shielded_or_was_never_there(area):
    others = ["Amara Okonjo", "amara about 8", "07700900987", "12 Mill Road", "999 000 0018", "Okon", area.code]
    set_shield(
        area.code, kind=ShieldKind.POLICE, reason="x", by=replace(someone(Role.GOVERNANCE), signed_in_at=AT), at=AT
    )
    index_what_waits(by=CLERK, clock=lambda: AT)
    shielded = [search_children(scrap, by=ROSA, at=AT) for scrap in others]
    Record.objects.filter(person=area).update(person=None)
    index_area(by=CLERK, clock=lambda: AT)
    assert [search_children(scrap, by=ROSA, at=AT) for scrap in others] == shielded


def test_a_professional_finds_those_whom_their_agency_knows_and_no_stranger(area):
    filed(row("9", "Amara", "Okonjoh", born="2018-05-15"), feed="police")
    linked()
    index_what_waits(by=CLERK, clock=lambda: AT)
    of_police = someone(Role.PROFESSIONAL, agency="police-agency")
    assert names(search_children("Amara Okonjo", by=BETH, at=AT))[0] == "Amara Okonjo"
    assert {one.code for _, one in search_children("Amara", by=of_police, at=AT).offered} == {
        Record.objects.get(key="9").person.code
    }
    assert not search_children("Hattie Alder", by=of_police, at=AT).offered
    assert search_children("Hattie Alder", by=someone(Role.PROFESSIONAL, agency="nowhere"), at=AT).offered == []


def test_what_changes_is_found_as_it_is_now_and_as_it_was(area):
    filed(
        row("1", **AMARA | {"address": "3 Church Lane, Pellness", "postcode": "QA5 9XY"}),
        load=2,
        at=AT + timedelta(hours=1),
    )
    linked()
    assert search_children("Amara", by=ROSA, at=AT).lags_since == AT
    index_what_waits(by=CLERK, clock=lambda: AT)
    for scrap in ("3 Church Lane", "12 Mill Road", "QA5 9XY", "QA1 4QN"):
        assert names(search_children(scrap, by=ROSA, at=AT))[:1] == ["Amara Okonjo"], scrap
    assert search_children("Amara", by=ROSA, at=AT).lags_since is None


def test_a_withheld_number_finds_nobody(area):
    rosa = replace(ROSA, signed_in_at=AT)
    withhold_number(area.code, kind=NumberKind.NHS_NUMBER, reason="Her father could find her", by=rosa, at=AT)
    assert not search_children("999 000 0018", by=ROSA, at=AT).offered, "not even before the index has taken it"
    index_what_waits(by=CLERK, clock=lambda: AT)
    assert not search_children("999 000 0018", by=ROSA, at=AT).offered


def test_without_an_index_it_is_said_and_nobody_is_told_that_there_is_nobody():
    assert not search_children("Amara", by=ROSA, at=AT).ready


def test_an_index_that_is_gone_is_made_anew(area, settings):
    shutil.rmtree(settings.INDEX_ROOT)
    index_what_waits(by=CLERK, clock=lambda: AT)
    assert names(search_children("Amara Okonjo", by=ROSA, at=AT))[0] == "Amara Okonjo"


def test_a_crash_between_index_and_database_loses_nothing(area, monkeypatch):
    filed(row("7", "Zebedee", "Quill", born="2011-11-11"), load=3)
    linked()

    def crash(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(indexing, "write_down", crash)
        with pytest.raises(KeyboardInterrupt):
            index_what_waits(by=CLERK, clock=lambda: AT)
    assert NotIndexed.objects.exists()
    index_what_waits(by=CLERK, clock=lambda: AT)
    assert names(search_children("Zebedee", by=ROSA, at=AT)) == ["Zebedee Quill"]
    assert not NotIndexed.objects.exists()


def test_what_is_suggested_is_written_down_once_a_pause(area):
    first = suggest_children("Ama", by=ROSA, at=AT)
    about = [person for person, _ in first.offered]
    assert area.pk in about
    suggest_children("Amar", told=about, by=ROSA, at=AT)
    assert Entry.objects.filter(kind="look").count() == 1
    suggest_children("Hatt", told=about, by=ROSA, at=AT)
    assert Entry.objects.filter(kind="look").count() == 2


def test_nobody_searches_faster_than_anyone_reads(area):
    rosa = Entry.objects.create
    for place in range(120):
        rosa(day=AT, place=10_000 + place, at=AT, kind="look", username=ROSA.username, agency="x", event="x", facts={})
    with pytest.raises(CannotSearchSoFast):
        search_children("Amara", by=ROSA, at=AT + timedelta(seconds=30))
    assert search_children("Amara", by=ROSA, at=AT + timedelta(minutes=3)).offered


def test_a_search_costs_the_same_few_questions_whoever_is_hidden(area, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):  # the transaction, three of the ledger, the schools, and the search
        search_children("Amara Okonjo 07700900987", by=ROSA, at=AT)

"""The pages of the directory: found, shown, kept, closed, taken in, given away, and counted."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.directory.keeping import AT, KEEPER, READER, adopt_ashmere, kept
from tests.directory.rules.test_open_referral import OTHERS
from tests.sample_area import PEOPLE, signed_in
from wraparound.agencies.models import Postcode
from wraparound.directory.actions import close_service, import_services, note_unmet
from wraparound.directory.models import LocalService, ServiceLoad
from wraparound.directory.queries import whole_directory
from wraparound.directory.words import Unmet
from wraparound.web.commands.run import AREAS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


@pytest.fixture
def keeper():
    return signed_in(PEOPLE["analyst"])


@pytest.fixture
def reader():
    return signed_in(PEOPLE["professional"])


def page(browser, path, *, status=200):
    answer = browser.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_directory_says_what_to_do(keeper, reader):
    assert "No service is in the directory yet" in page(reader, "/services")
    assert "/services/add" not in page(reader, "/services")
    assert "Add one, or take in a file as Open Referral UK writes it." in page(keeper, "/services")


def test_services_are_found_and_what_is_not_says_so(reader):
    kept("For small ones")
    kept("For teenagers", ages_from=11, ages_to=18)
    told = page(reader, "/services?age=3")
    assert "For small ones" in told
    assert "For teenagers" not in told
    assert "1 service." in told
    assert "No service like this is known" in page(reader, "/services?age=8")
    assert "Give the age in whole years" in page(reader, "/services?age=x")


def test_the_nearest_is_said_to_be_first_only_where_it_is(reader):
    Postcode.objects.create(postcode="QA1 1AL", latitude=55.0, longitude=2.3)
    Postcode.objects.create(postcode="QA1 1DT", latitude=55.01, longitude=2.3)
    kept()
    told = page(reader, "/services?postcode=qa11dt")
    assert "the nearest first" in told
    assert "1.1 km away" in told
    assert "Where QA9 9ZZ is, the table of postcodes does not say" in page(reader, "/services?postcode=QA9+9ZZ")
    assert "“here” is no whole postcode" in page(reader, "/services?postcode=here")


def test_a_whole_directory_is_paged_within_what_a_page_may_cost(reader, django_assert_max_num_queries):
    import_services((AREAS / "ashmere" / "services.json").read_bytes(), file="a", by=KEEPER, at=timezone.now())
    with django_assert_max_num_queries(15):
        first = reader.get("/services?postcode=QA1+1AL&with_closed=on")
    assert len(first.content) < 250_000
    assert "page=2" in first.content.decode()
    assert "Closed" in page(reader, "/services?with_closed=on&page=2")
    with django_assert_max_num_queries(15):
        assert "Dads" in page(reader, "/services/dads-saturday")


def test_a_stale_service_and_one_that_nobody_confirmed_say_so_in_the_list_and_on_the_page(reader):
    stale, never = kept("Stale"), kept("Never")
    LocalService.objects.filter(pk=stale.pk).update(confirmed_on=timezone.localdate() - timedelta(days=200))
    LocalService.objects.filter(pk=never.pk).update(confirmed_on=None)
    told = page(reader, "/services")
    assert "May be out of date" in told
    assert "Never confirmed" in told
    assert "What is said here may be out of date: it was last confirmed on" in page(reader, "/services/stale")
    assert "nobody ever confirmed it" in page(reader, "/services/never")


def test_a_closed_service_stays_and_says_so_and_why(reader, keeper):
    one = kept()
    close_service(one.code, on=AT.date(), why="The money has ended", by=KEEPER, at=AT)
    told = page(reader, f"/services/{one.code}")
    assert "This service is closed since 1 September 2026" in told
    assert "The money has ended" in told
    assert one.name not in page(reader, "/services")
    assert one.name in page(reader, "/services?with_closed=on")
    assert f"/services/{one.code}/close" not in page(keeper, f"/services/{one.code}")


def test_who_reads_is_offered_nothing_to_keep(reader):
    one = kept()
    told = page(reader, f"/services/{one.code}")
    assert "It is still right" not in told
    for path in ("add", "import", f"{one.code}/change", f"{one.code}/close"):
        assert reader.get(f"/services/{path}").status_code == 403


def test_a_service_is_added_in_a_page(keeper):
    said = {"name": "Youth shed", "organisation": "Riverside", "needs": ["isolation"], "postcode": "qa1 1al"}
    answer = keeper.post("/services/add", said)
    assert (answer.status_code, answer.url) == (302, "/services/youth-shed")
    told = page(keeper, "/services/youth-shed")
    assert "Youth shed is in the directory." in told
    assert "Isolation and belonging" in told
    assert "QA1 1AL" in told


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(keeper):
    answer = keeper.post("/services/add", {"name": "Youth shed", "postcode": "somewhere", "organisation": "Riverside"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Give a whole postcode, such as QA1 1AL" in told
    assert 'value="somewhere"' in told
    assert 'value="Youth shed"' in told
    assert "<title>Error:" in told


def test_a_service_is_changed_and_its_past_stays_on_the_page(keeper):
    one = kept()
    form = page(keeper, f"/services/{one.code}/change")
    assert 'value="Stay and play"' in form
    said = {"name": "Stay, play and talk", "organisation": "Copper Row Centre", "seen": "1"}
    assert keeper.post(f"/services/{one.code}/change", said).status_code == 302
    assert "Name: Stay and play became Stay, play and talk" in page(keeper, f"/services/{one.code}")
    late = keeper.post(f"/services/{one.code}/change", said | {"name": "Mine"})
    assert late.status_code == 422
    assert "Somebody changed this service since you opened it" in late.content.decode()
    assert 'value="Mine"' in late.content.decode()


def test_a_service_is_confirmed_and_closed_in_its_page(keeper):
    one = kept()
    assert keeper.post(f"/services/{one.code}/confirm").status_code == 302
    assert LocalService.objects.get().confirmed_by == PEOPLE["analyst"]
    assert keeper.post(f"/services/{one.code}/close", {"on": "2020-01-01", "why": ""}).status_code == 422
    assert keeper.post(f"/services/{one.code}/close", {"on": "2020-01-01", "why": "Moved"}).status_code == 302
    again = keeper.post(f"/services/{one.code}/close", {"on": "2020-01-01", "why": "Moved"})
    assert (again.status_code, "closed already" in again.content.decode()) == (422, True)


def test_what_is_not_there_is_not_there(keeper):
    for path in ("none", "none/change", "none/close", "loads/99"):
        page(keeper, f"/services/{path}", status=404)
    assert keeper.post("/services/none/confirm").status_code == 409


def test_a_file_is_taken_in_and_its_rows_that_wait_are_shown(keeper):
    assert "No file has come in yet" in page(keeper, "/services/import")
    rows = [OTHERS, {**OTHERS, "id": "12"}]
    file = SimpleUploadedFile("town.json", json.dumps(rows).encode())
    answer = keeper.post("/services/import", {"file": file})
    assert (answer.status_code, answer.url) == (302, f"/services/loads/{ServiceLoad.objects.get().pk}")
    told = page(keeper, answer.url)
    assert "Rows of town.json that wait" in told
    assert "Give a UUID, such as ac148810" in told
    assert "town.json" in page(keeper, "/services/import")


def test_a_file_without_anything_wrong_says_so(keeper):
    import_services(json.dumps([OTHERS]).encode(), file="a.json", by=KEEPER, at=AT)
    assert "No row waits" in page(keeper, f"/services/loads/{ServiceLoad.objects.get().pk}")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "Choose a file"), (b"", "The file is empty"), (b"<html>", "The file is no JSON: line 1, column 1")],
)
def test_a_file_that_cannot_be_read_is_said_beside_the_field(keeper, content, words):
    file = {"csrfmiddlewaretoken": "x"} if content is None else {"file": SimpleUploadedFile("a.json", content)}
    answer = keeper.post("/services/import", file)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ServiceLoad.objects.exists()


def test_the_directory_is_given_away_as_a_file(reader):
    kept()
    answer = reader.get("/services.json")
    assert answer["Content-Disposition"].startswith('attachment; filename="services-20')
    assert json.loads(answer.content) == whole_directory(on=timezone.localdate())


def test_unmet_need_is_counted_exactly_for_keepers_and_roughly_for_others(keeper, reader):
    assert "Nothing was counted in this time" in page(reader, "/services/unmet")
    for _ in range(3):
        note_unmet(Unmet("housing", 3, "targeted", ""), by=READER, at=timezone.now())
    exact, rough = page(keeper, "/services/unmet"), page(reader, "/services/unmet")
    assert "Counted in all: <strong>3</strong>" in exact
    assert "Counted in all: <strong>fewer than 5</strong>" in rough
    assert "Housing: fewer than 5." in rough
    assert "Housing: 3." in exact
    assert "Housing: 3." not in rough
    assert "By age" in page(reader, "/services/unmet?need=housing")
    assert "Nothing was counted" in page(reader, "/services/unmet?need=send")


def test_services_are_among_the_places_to_go(reader):
    assert 'href="/services"' in page(reader, "/")

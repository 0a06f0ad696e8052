"""Taking a file of services in: good rows go in, others wait, the same again changes nothing, and out again is in."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.directory.keeping import AT, KEEPER, PLAY, READER, adopt_ashmere, kept
from tests.directory.rules.test_open_referral import OTHERS
from wraparound.access.policies import MayNotDo
from wraparound.directory.actions import CannotImport, import_services, keep_service
from wraparound.directory.models import LocalService, RowWaiting, ServiceLoad, ServiceStep
from wraparound.directory.queries import whole_directory
from wraparound.directory.queries.known import FACTS, facts_of
from wraparound.ledger.models import Entry
from wraparound.web.commands.run import AREAS

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=200)


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def came(*rows, at=AT):
    return import_services(json.dumps(list(rows)).encode(), file="services.json", by=KEEPER, at=at)


def counts(load):
    return load.rows, load.added, load.changed, load.set_aside


def everything():
    return {one.number: (one.code, facts_of(one), one.confirmed_on) for one in LocalService.objects.all()}


def test_good_rows_go_in_and_others_wait_with_what_would_be_right():
    load = came(OTHERS, {**OTHERS, "id": "12", "status": "open"}, "nothing")
    assert counts(load) == (3, 1, 0, 2)
    waiting = [(one.row, one.field, one.value) for one in RowWaiting.objects.order_by("row", "field")]
    assert waiting == [(2, "id", "12"), (2, "status", "open"), (3, "", "nothing")]
    one = LocalService.objects.get()
    assert (one.name, one.confirmed_on, one.confirmed_by) == ("Community counselling", date(2026, 5, 1), "")
    assert Entry.objects.order_by("-pk").first().event == "directory.ServicesImported"


def test_the_same_file_again_changes_nothing_however_late():
    first = came(OTHERS, {**OTHERS, "id": str(AT.date()), "name": "x"})
    before, steps = everything(), ServiceStep.objects.count()
    again = came(OTHERS, {**OTHERS, "id": str(AT.date()), "name": "x"}, at=LATER)
    assert (counts(first), counts(again)) == ((2, 1, 0, 1), (2, 0, 0, 1))
    assert (everything(), ServiceStep.objects.count()) == (before, steps)


def test_a_row_that_reads_otherwise_changes_its_service_and_keeps_its_past():
    came(OTHERS)
    assert counts(came({**OTHERS, "name": "Counselling"}, at=LATER)) == (1, 0, 1, 0)
    step = ServiceStep.objects.order_by("-pk").first()
    assert step.changed == [["name", "Community counselling", "Counselling"]]
    assert LocalService.objects.get().code == "community-counselling"


def test_what_keepers_changed_stays_until_the_row_itself_changes():
    came(OTHERS)
    one = LocalService.objects.get()
    keep_service(replace(facts_of(one), cost="£2"), code=one.code, by=KEEPER, at=AT)
    came(OTHERS, at=LATER)
    assert LocalService.objects.get().cost == "£2"
    came({**OTHERS, "fees": "£3"}, at=LATER)
    assert LocalService.objects.get().cost == "£3"


def test_a_row_that_was_only_confirmed_later_confirms_and_an_older_day_does_not():
    came(OTHERS)
    assert counts(came({**OTHERS, "assured_date": "2026-08-01"})) == (1, 0, 1, 0)
    one = LocalService.objects.get()
    assert (one.confirmed_on, one.version) == (date(2026, 8, 1), 1)
    assert ServiceStep.objects.order_by("-pk").first().kind == "confirmed"
    assert counts(came({**OTHERS, "assured_date": "2026-01-01"})) == (1, 0, 0, 0)
    assert LocalService.objects.get().confirmed_on == date(2026, 8, 1)


def test_what_a_file_no_longer_holds_stays():
    came(OTHERS)
    came()
    assert LocalService.objects.count() == 1


def test_what_is_given_away_is_taken_in_as_the_same_directory():
    content = (AREAS / "ashmere" / "services.json").read_bytes()
    first = import_services(content, file="services.json", by=KEEPER, at=AT)
    kept(name="Play", places_free=2)
    assert first.set_aside == 0
    before = everything()
    away = json.dumps(whole_directory(on=AT.date())).encode()
    for model in (RowWaiting, ServiceLoad, ServiceStep, LocalService):
        model.objects.all().delete()
    assert counts(import_services(away, file="away.json", by=KEEPER, at=LATER)) == (
        first.rows + 1,
        first.rows + 1,
        0,
        0,
    )
    assert everything() == before
    assert json.loads(away)["contents"][0].keys() >= {"id", "name", "status"}


def test_a_code_that_another_service_has_is_not_taken_from_it():
    kept()
    away = whole_directory(on=AT.date())["contents"]
    away[0] |= {"id": "ac148810-d857-441c-9679-408f346de14b"}
    came(*away)
    assert sorted(LocalService.objects.values_list("code", flat=True)) == ["stay-and-play", "stay-and-play-2"]


@pytest.mark.parametrize(("content", "words"), [(b"{", "no JSON"), (b" " * (25 << 20) + b"[]", "larger than 25 MB")])
def test_what_cannot_be_read_is_refused_whole(content, words):
    with pytest.raises(CannotImport, match=words):
        import_services(content, file="x", by=KEEPER, at=AT)
    assert not ServiceLoad.objects.exists()


def test_who_does_not_keep_the_directory_takes_nothing_in():
    with pytest.raises(MayNotDo):
        import_services(b"[]", file="x", by=READER, at=AT)


def test_the_facts_of_a_service_are_all_of_its_columns():
    assert set(FACTS) < {field.name for field in LocalService._meta.fields}
    assert facts_of(kept()) == PLAY

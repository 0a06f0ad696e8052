"""Files come in: whole, again, shorter, cut off, killed on the way, mended."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.acting import AT, someone
from tests.feeds.files import ANALYST, came, feed, line, received, written
from wraparound.access.words import Role
from wraparound.agencies.actions import adopt_area
from wraparound.agencies.words import OPERATOR
from wraparound.feeds.actions import (
    confirm_ends,
    declare_feeds,
    give_token,
    mend_row,
    open_feed,
    receive_file,
    send_file,
)
from wraparound.feeds.actions.feeds import About, CannotOpenFeed
from wraparound.feeds.actions.loads import LEASE, CannotLoad
from wraparound.feeds.actions.mending import CannotMend
from wraparound.feeds.commands.taking_in import link_what_is_filed, take_in
from wraparound.feeds.models import Feed, Load, SetAside
from wraparound.feeds.policies import MayNotManageFeeds, MayNotSend
from wraparound.feeds.words import Holds, LoadState
from wraparound.identity.models import Person, Record, RecordPast
from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=7)
AREAS = Path(__file__).parents[3] / "areas"
BATCH = "wraparound.feeds.queries.reading.BATCH"


def test_good_rows_go_in_and_bad_ones_wait_with_their_reasons():
    feed()
    load = came(line(1), line(2, born="31/02/2015"), line(3, first="Ben"), line(3, first="Zoe"))
    assert (load.state, load.new, load.set_aside) == (LoadState.FILED, 1, 3)
    assert list(SetAside.objects.values_list("row", "column", "reason")) == [
        (3, "Born", "no calendar has this day"),
        (4, "First", "rows 4 and 5 have the same reference and not the same first name"),
        (5, "First", "rows 4 and 5 have the same reference and not the same first name"),
    ]
    amara = Record.objects.get(key="R1")
    assert amara.said["given_names"] == ["Amara"]
    assert (amara.involvements.get().professional, str(amara.involvements.get().begins_on)) == (
        "Jo Farrant",
        "2025-09-01",
    )
    assert [one.name for one in amara.relatives.all()] == ["Ngozi Okonjo"]


def test_the_same_file_twice_changes_nothing():
    feed()
    came(line(1), line(2, first="Ben"))
    link_what_is_filed(clock=lambda: AT)
    before = list(Record.objects.order_by("pk").values("said", "digest", "person", "belief", "changed_at"))
    again = came(line(1), line(2, first="Ben"), at=LATER)
    link_what_is_filed(clock=lambda: LATER)
    again.refresh_from_db()
    assert (again.new, again.changed, again.unchanged, again.ended) == (0, 0, 2, 0)
    assert again.state == LoadState.DONE
    assert list(Record.objects.order_by("pk").values("said", "digest", "person", "belief", "changed_at")) == before


def test_a_changed_row_keeps_what_it_said_before():
    feed()
    came(line(1))
    load = came(line(1, last="Adeyemi"), at=LATER)
    assert load.changed == 1
    assert Record.objects.get().said["surname"] == ["Adeyemi"]
    assert RecordPast.objects.get().said["surname"] == ["Okonjo"]


def test_a_record_that_vanishes_from_a_whole_file_ends_and_comes_back():
    feed()
    came(line(1), line(2, first="Ben"))
    assert came(line(1), at=LATER).ended == 1
    ben = Record.objects.get(key="R2")
    assert ben.ended_on == LATER.date()
    assert came(line(1), line(2, first="Ben"), at=LATER + timedelta(days=1)).returned == 1
    ben.refresh_from_db()
    assert ben.ended_on is None


def test_nobody_ends_by_a_file_of_changes():
    feed(holds=Holds.CHANGES)
    came(line(1), line(2, first="Ben"))
    assert came(line(1), at=LATER).ended == 0


@pytest.mark.parametrize(("ends", "ended"), [(True, 29), (False, 0)])
def test_a_file_that_may_be_cut_short_is_held_until_somebody_has_looked(ends, ended):
    feed()
    came(*[line(number) for number in range(30)])
    load = came(line(0), at=LATER)
    assert (load.state, load.ended, load.why) == (LoadState.HELD, 0, "29 records would end: is the file whole?")
    load = confirm_ends(load.pk, ends=ends, by=ANALYST, at=LATER)
    assert (load.state, load.ended) == (LoadState.FILED, ended)
    assert Record.objects.filter(ended_on__isnull=False).count() == ended
    with pytest.raises(CannotLoad):
        confirm_ends(load.pk, ends=True, by=ANALYST, at=LATER)


def test_a_load_whose_worker_died_goes_on_where_it_was_and_doubles_nothing(monkeypatch):
    monkeypatch.setattr(BATCH, 2)
    feed()
    load = receive_file(received(written(*[line(number) for number in range(7)])), feed="club", by=ANALYST, at=AT)
    monkeypatch.setattr("wraparound.feeds.commands.taking_in.file_batch", _dies_after(2))
    with pytest.raises(KeyboardInterrupt):
        take_in(clock=lambda: AT)
    load.refresh_from_db()
    assert (load.state, load.rows_done, Record.objects.count()) == (LoadState.READING, 4, 4)
    monkeypatch.undo()
    assert take_in(clock=lambda: AT + LEASE / 2) is None, "the lease of a worker that may be alive is respected"
    take_in(clock=lambda: AT + LEASE * 2)
    load.refresh_from_db()
    assert (load.state, load.new, load.unchanged, Record.objects.count()) == (LoadState.FILED, 7, 0, 7)


def _dies_after(batches):
    from wraparound.feeds.actions import file_batch

    done = []

    def dying(*args, **kwargs):
        if len(done) == batches:
            raise KeyboardInterrupt
        done.append(file_batch(*args, **kwargs))

    return dying


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "club.csv"),
        (b"Name,Town\nAmara,Pellness\n", 'There is no column "Ref".'),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(content, why):
    feed()
    load = receive_file(received(content), feed="club", by=ANALYST, at=AT)
    take_in(load.pk, clock=lambda: AT)
    load.refresh_from_db()
    assert load.state == LoadState.REFUSED
    assert why in load.why
    assert str(Path.cwd()) not in load.why
    assert not Record.objects.exists()


def test_a_row_is_mended_filed_and_linked():
    feed()
    came(line(1), line(2, first="Amara", born="31/02/2015"))
    link_what_is_filed(clock=lambda: AT)
    aside = SetAside.objects.get()
    with pytest.raises(CannotMend, match="Born: no calendar has this day"):
        mend_row(aside.pk, values=aside.values, by=ANALYST, at=AT)
    mend_row(aside.pk, values=aside.values | {"Born": "14/05/2014"}, by=ANALYST, at=AT)
    link_what_is_filed(clock=lambda: AT)
    assert Record.objects.count() == 2
    assert all(record.person_id for record in Record.objects.all())
    with pytest.raises(CannotMend, match="already"):
        mend_row(aside.pk, values=aside.values, by=ANALYST, at=AT)


def test_linking_gives_every_record_a_person_and_the_ledger_tells_of_every_step():
    feed()
    came(line(1), line(2))
    assert link_what_is_filed(clock=lambda: AT) == 1
    assert Person.objects.count() == Record.objects.values("person").distinct().count()
    told = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert told == [
        "feeds.FeedOpened", "feeds.FileReceived", "identity.RecordsFiled", "feeds.LoadFiled", "identity.AreaLinked",
    ]  # fmt: skip


def test_a_sender_needs_the_feeds_own_token():
    feed()
    feed("other")
    token, other = (give_token(code, by=ANALYST, at=AT) for code in ("club", "other"))
    assert token not in str(list(Feed.objects.values()))
    load = send_file(received(written(line(1))), feed="club", token=token, by=someone(), at=AT)
    assert load.state == LoadState.RECEIVED
    for code, shown in [("club", other), ("club", ""), ("nothing", token), ("other", "x")]:
        with pytest.raises(MayNotSend):
            send_file(received(written(line(1))), feed=code, token=shown, by=someone(), at=AT)
    assert Load.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_nobody_else_brings_files_in(role):
    feed()
    with pytest.raises(MayNotManageFeeds):
        receive_file(received(written(line(1))), feed="club", by=someone(role), at=AT)
    assert not Load.objects.exists()


def test_a_feed_is_opened_once_and_only_for_an_agency_of_the_area():
    feed()
    with pytest.raises(CannotOpenFeed, match="already"):
        feed()
    with pytest.raises(CannotOpenFeed, match="no agency"):
        open_feed(About("new", "nobody", "New", {"id": "Ref", "columns": []}), by=ANALYST, at=AT)


def test_the_feeds_an_area_declares_are_set_up_and_doing_so_again_changes_nothing():
    adopt_area(AREAS / "ashmere", by=Actor("operator:test", "", roles=frozenset({OPERATOR})), at=AT)
    first = declare_feeds(by=ANALYST, at=AT)
    entries = Entry.objects.count()
    assert [one.pk for one in declare_feeds(by=ANALYST, at=LATER)] == [one.pk for one in first]
    assert len(first) == 8
    assert Entry.objects.count() == entries

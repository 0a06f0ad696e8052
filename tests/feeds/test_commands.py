"""Files of a folder and of the inbox are taken in from the command line."""

import os
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.acting import AT
from tests.feeds.files import feed, line, written
from wraparound.feeds.commands.index_records import Command as IndexRecords
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.feeds.commands.load_folder import Command as LoadFolder
from wraparound.feeds.commands.load_folder import in_words
from wraparound.feeds.commands.work import Command as Work
from wraparound.feeds.commands.work import ready
from wraparound.feeds.models import Feed, Load
from wraparound.feeds.words import LoadState
from wraparound.identity.models import Record
from wraparound.identity.queries.index import being_made
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_area(monkeypatch):
    monkeypatch.setattr("wraparound.feeds.actions.feeds.feeds_declared", list)


def taken(folder, **asked):
    out = StringIO()
    call_command(LoadFolder(), folder, as_of="2026-09-01", stdout=out, **asked)
    return out.getvalue()


@pytest.mark.parametrize("large", [0, 1 << 20], ids=["read beside", "read here"])
def test_a_folders_files_are_taken_in_by_their_names_and_linked_and_not_twice(large, tmp_path, monkeypatch):
    monkeypatch.setattr("wraparound.feeds.commands.taking_in.LARGE", large)
    feed()
    (tmp_path / "club-week-1.csv").write_bytes(written(line(1), line(2, born="soon")))
    (tmp_path / "notes.txt").write_text("nothing for anyone")
    assert taken(tmp_path) == "  club-week-1.csv: 1 new, 1 set aside\n  linked\n  indexed\n"
    assert Record.objects.get().person_id
    assert taken(tmp_path) == ""
    assert Load.objects.count() == 1


def test_what_is_wrong_with_a_file_that_is_read_beside_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("wraparound.feeds.commands.taking_in.LARGE", 0)
    feed()
    (tmp_path / "club.csv").write_bytes(b"Name,Town\nAmara,Pellness\n")
    assert taken(tmp_path).startswith('  club.csv: could not be used: There is no column "Ref".')


def test_the_index_is_made_anew_by_a_command(tmp_path):
    assert indexed() == "Nothing is linked yet, or another process makes the index.\n"
    feed()
    (tmp_path / "club-week-1.csv").write_bytes(written(line(1)))
    taken(tmp_path)
    assert indexed() == "Records indexed: 1\n"
    with being_made() as ours:
        assert ours
        assert indexed().startswith("Nothing"), "one process at a time makes it"


def test_a_folder_can_leave_the_index_to_the_worker(tmp_path):
    feed()
    (tmp_path / "club-week-1.csv").write_bytes(written(line(1)))
    assert taken(tmp_path, index_later=True) == "  club-week-1.csv: 1 new\n  linked\n"
    assert index_what_waits() == 1


def indexed():
    said = StringIO()
    call_command(IndexRecords(), stdout=said)
    return said.getvalue()


def test_what_is_no_folder_is_said_to_be_none(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        taken(tmp_path / "nowhere")


def test_a_load_is_told_in_words():
    assert in_words(Load(state=LoadState.DONE, new=1_200, set_aside=3)) == "1,200 new, 3 set aside"
    assert in_words(Load(state=LoadState.REFUSED, why="It is empty.")) == "could not be used: It is empty."
    assert in_words(Load(state=LoadState.DONE)) == "no rows"


def test_the_worker_takes_what_lies_in_the_inbox_once_it_is_still_and_puts_it_away(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(type(settings.NODE), "data", tmp_path, raising=False)
    feed()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    file = inbox / "club.csv"
    file.write_bytes(written(line(1)))
    assert not ready(inbox), "it may still be being written"
    long_ago = time.time() - 60
    os.utime(file, (long_ago, long_ago))
    object.__setattr__(settings.NODE, "data", tmp_path)
    call_command(Work(), once=True)
    assert Record.objects.get().key == "R1"
    assert [path.name[16:] for path in (inbox / "taken").iterdir()] == ["club.csv"]
    assert not file.exists()


def test_the_worker_tells_owners_of_late_feeds(tmp_path, settings):
    object.__setattr__(settings.NODE, "data", tmp_path)
    feed()
    Feed.objects.update(opened_at=AT - timedelta(days=400))
    call_command(Work(), once=True)
    assert Feed.objects.get().late_told_at
    assert Entry.objects.filter(event="feeds.FeedLate", username="wraparound").count() == 1

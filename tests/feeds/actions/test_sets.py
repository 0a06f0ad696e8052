"""The two files of a set wait for one another and are taken in together."""

from datetime import timedelta

import pytest

from tests.acting import AT
from tests.feeds import shape_files as made
from tests.feeds.files import DAY, sent, shaped_feed
from wraparound.feeds.actions import file_batch
from wraparound.feeds.actions.loads import LEASE
from wraparound.feeds.commands.taking_in import link_what_is_filed, take_in
from wraparound.feeds.models import SetAside
from wraparound.feeds.words import LoadState
from wraparound.identity.models import Record
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
HEADER, EPISODES = "header.csv", "episodes.csv"


@pytest.fixture(autouse=True)
def looked_after():
    shaped_feed("ssda903")


@pytest.mark.parametrize("order", [(HEADER, EPISODES), (EPISODES, HEADER)])
def test_the_first_of_a_set_waits_and_the_second_brings_both_in(order):
    content = {HEADER: made.header_903(), EPISODES: made.episodes_903()}
    first = sent(content[order[0]], name=order[0])
    assert (first.state, Record.objects.count()) == (LoadState.WAITING, 0)
    assert f"waits for the {order[1][:-4].title()} file" in first.why
    second = sent(content[order[1]], name=order[1])
    assert (second.state, second.new) == (LoadState.FILED, 1)
    link_what_is_filed(clock=lambda: AT)
    first.refresh_from_db()
    assert (first.state, first.why) == (LoadState.DONE, f"Taken in together with {order[1]}.")
    record = Record.objects.get()
    assert record.said == {"identifier": ["C1"], "upn": ["H801200001001"], "birth_date": ["2014-05-14"], "sex": ["F"]}
    assert str(record.involvements.get().begins_on) == "2025-06-02"
    told = set(Entry.objects.values_list("event", flat=True))
    assert {"feeds.LoadWaits", "feeds.SetTakenIn"} <= told


def test_a_set_that_is_stopped_half_way_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr("wraparound.feeds.queries.reading.BATCH", 1)
    lines = [f"C{k},F,14/05/2014,WBRI,,," for k in range(3)]
    waits = sent(made.header_903(*lines), name=HEADER)
    filed = []

    def stopped(*given, **more):
        if len(filed) == 1:
            raise KeyboardInterrupt
        filed.append(file_batch(*given, **more))

    content = made.episodes_903(*[made.stay(f"C{k}") for k in range(3)])
    with monkeypatch.context() as killed:
        killed.setattr("wraparound.feeds.commands.taking_in.file_batch", stopped)
        with pytest.raises(KeyboardInterrupt):
            sent(content, name=EPISODES)
    assert Record.objects.count() == 1
    waits.refresh_from_db()
    assert waits.state == LoadState.WAITING
    load = take_in(clock=lambda: AT + LEASE + timedelta(seconds=1))
    load.refresh_from_db()
    assert (load.state, load.new, Record.objects.count()) == (LoadState.FILED, 3, 3)
    waits.refresh_from_db()
    assert waits.state == LoadState.DONE


def test_a_whole_set_in_one_zip_is_taken_in_at_once():
    load = sent(made.packed(header_csv=made.header_903(), episodes_csv=made.episodes_903()), name="903.zip")
    assert (load.state, load.new) == (LoadState.FILED, 1)


def test_the_next_sets_files_wait_for_one_another_and_not_for_the_last_sets():
    sent(made.header_903(), name=HEADER)
    sent(made.episodes_903(), name=EPISODES)
    later = DAY + timedelta(days=30)
    waits = sent(made.episodes_903(made.stay(until="01/08/2026", why="E4A")), name="episodes-2.csv", as_of=later)
    assert waits.state == LoadState.WAITING
    sent(made.header_903(), name="header-2.csv", as_of=later)
    assert str(Record.objects.get().involvements.get().ends_on) == "2026-08-01"


def test_a_file_sent_again_for_the_same_day_is_joined_with_the_other_that_is_in_already():
    sent(made.header_903(), name=HEADER)
    sent(made.episodes_903(), name=EPISODES)
    again = sent(made.episodes_903(made.stay(until="01/08/2026", why="E4A")), name="episodes-again.csv")
    assert (again.state, again.changed) == (LoadState.FILED, 1)


def test_an_older_file_that_waited_in_vain_is_passed_over_in_words():
    first = sent(made.header_903(), name=HEADER)
    sent(made.header_903("C2,M,01/02/2015,WBRI,,,"), name="header-b.csv")
    sent(made.episodes_903(made.stay("C2")), name=EPISODES)
    first.refresh_from_db()
    assert (first.state, first.why) == (LoadState.REFUSED, "A newer file of its kind came before its set.")
    assert list(Record.objects.values_list("key", flat=True)) == ["C2"]


def test_a_child_with_episodes_alone_waits_to_be_mended():
    sent(made.header_903(), name=HEADER)
    sent(made.episodes_903(made.stay(), made.stay("C9")), name=EPISODES)
    aside = SetAside.objects.get()
    assert (aside.column, aside.value) == ("CHILD", "C9")

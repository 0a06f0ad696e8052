"""Reading files into batches, and the lists that pages show."""

from datetime import date

import pytest

from tests.acting import AT
from tests.feeds.files import ANALYST, came, feed, line, received, written
from wraparound.feeds.actions import receive_file
from wraparound.feeds.queries import asides_known, asides_waiting, feeds_with_everyone_once, loads_of, loads_to_link
from wraparound.feeds.queries.pages import feed_lines
from wraparound.feeds.queries.reading import CannotUse, batches_of, to_read

pytestmark = pytest.mark.django_db


def batches(content, *, done=0, tmp_path):
    load = receive_file(received(content), feed="club", by=ANALYST, at=AT)
    load.rows_done = done
    path = tmp_path / "club.csv"
    path.write_bytes(content)
    return list(batches_of(to_read(load, path=path)))


@pytest.mark.parametrize("done", [0, 2, 5, 6])
def test_reading_goes_on_after_the_rows_that_are_done_and_knows_which_belong_together(done, tmp_path, monkeypatch):
    monkeypatch.setattr("wraparound.feeds.queries.reading.BATCH", 2)
    feed()
    content = written(line(1), line(2), line(4, first="Zoe"), line(1, first="Zoe"), line(4, first="ZOE"), line(5))
    found = batches(content, done=done, tmp_path=tmp_path)
    assert {batch.of for batch in found} <= {6}
    told = [[*[row.key for row in batch.rows], *[aside.row for aside in batch.asides]] for batch in found]
    assert told == [[2, 5], ["R2", "R4"], ["R5"]][{0: 0, 2: 1, 5: 2, 6: 3}[done] :]
    assert [batch.done for batch in found] == [2, 5, 6][{0: 0, 2: 1, 5: 2, 6: 3}[done] :]


def test_a_file_of_which_no_row_can_be_read_cannot_be_used(tmp_path):
    feed()
    with pytest.raises(CannotUse, match="none of its 1 rows can be used"):
        batches(written("R1,too,few"), tmp_path=tmp_path)


def test_late_feeds_come_first(django_assert_num_queries):
    for code in ("a-fresh", "b-stale", "c-never"):
        feed(code)
    came(line(1), to="a-fresh")
    came(line(1), to="b-stale")
    with django_assert_num_queries(1):
        lines = feed_lines(by=ANALYST, on=date(2026, 9, 8))
    assert [(one.feed.code, one.lateness.late) for one in lines] == [
        ("c-never", True), ("a-fresh", False), ("b-stale", False),
    ]  # fmt: skip


def test_lists_of_loads_and_of_rows_that_wait():
    feed()
    feed("other")
    first, second = came(line(1), line(2, born="soon")), came(line(1), to="other")
    assert list(loads_of()) == [second, first]
    assert list(loads_of("club")) == [first]
    assert [aside.load for aside in asides_waiting(among=asides_known(ANALYST))] == [first]
    assert list(loads_to_link()) == [first, second]


def test_the_feeds_in_which_everyone_is_once_are_those_whose_map_says_so():
    held = feed()
    feed("other")
    held.map = held.map | {"duplicates": "forbidden"}
    held.save()
    assert feeds_with_everyone_once() == {"club"}

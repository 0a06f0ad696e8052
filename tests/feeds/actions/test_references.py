"""Files in which several rows have one reference: taken in together, the same in any order, mended together."""

from datetime import timedelta

import pytest

from tests.acting import AT
from tests.feeds.files import ANALYST, came, feed, line
from wraparound.feeds.actions import mend_row
from wraparound.feeds.actions.mending import CannotMend
from wraparound.feeds.commands.taking_in import link_what_is_filed
from wraparound.feeds.models import SetAside
from wraparound.feeds.words import LoadState
from wraparound.identity.models import Involvement, Record

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=7)
BATCH = "wraparound.feeds.queries.reading.BATCH"


def at(number, worker, since="01/09/2025", **said):
    return line(number, **said).replace("Jo Farrant,01/09/2025", f"{worker},{since}")


def parts(key="R1"):
    told = Involvement.objects.filter(record__key=key, until_on=None)
    return sorted(told.values_list("professional", flat=True))


def waiting():
    return list(SetAside.objects.filter(mended_at=None).order_by("row").values_list("row", "column", "reason"))


def mended(row, **values):
    aside = SetAside.objects.get(row=row)
    return mend_row(aside.pk, values=aside.values | values, by=ANALYST, at=AT)


@pytest.mark.parametrize("batch", [1, 2, 2_000])
def test_a_row_for_each_involvement_is_one_record_with_all_of_them(batch, monkeypatch):
    monkeypatch.setattr(BATCH, batch)
    feed()
    load = came(at(1, "Jo Farrant"), line(2, first="Ben"), at(1, "Sam Ode"), at(1, "Jo Farrant", "01/02/2026"))
    assert (load.rows, load.rows_done, load.new, load.set_aside) == (4, 4, 2, 0)
    assert parts() == ["Jo Farrant", "Jo Farrant", "Sam Ode"]


def test_neither_the_same_file_again_nor_another_order_of_its_rows_changes_anything():
    feed()
    rows = [at(1, "Jo Farrant"), line(2, first="Ben"), at(1, "Sam Ode"), at(1, "Lee Om", "01/01/2024")]
    came(*rows)
    before = list(Record.objects.order_by("key").values("said", "digest", "changed_at"))
    for some in (rows, rows[::-1], [rows[2], rows[3], rows[1], rows[0]]):
        again = came(*some, at=LATER)
        assert (again.new, again.changed, again.unchanged, again.ended) == (0, 0, 2, 0)
    assert list(Record.objects.order_by("key").values("said", "digest", "changed_at")) == before
    assert Involvement.objects.count() == 4


def test_a_row_that_a_later_file_leaves_out_ends_its_involvement_alone():
    feed()
    came(at(1, "Jo Farrant"), at(1, "Sam Ode"))
    load = came(at(1, "Sam Ode"), at=LATER)
    assert (load.changed, load.ended) == (1, 0)
    assert parts() == ["Sam Ode"]
    assert Involvement.objects.get(professional="Jo Farrant").until_on == LATER.date()


def test_rows_about_two_children_all_wait_until_one_has_a_reference_of_its_own():
    feed()
    came(line(1), line(1, first="Zoe"), line(2, first="Ben"))
    assert waiting() == [
        (2, "First", "rows 2 and 3 have the same reference and not the same first name"),
        (3, "First", "rows 2 and 3 have the same reference and not the same first name"),
    ]
    with pytest.raises(CannotMend, match="rows 2 and 3 have the same reference"):
        mended(3, Postcode="QA2 1AA")
    assert SetAside.objects.get(row=3).values["Postcode"] == "QA1 4QN", "nothing of it was kept"
    assert mended(3, Ref="R9").mended_at
    assert not waiting(), "the other row stands alone now, and is filed with it"
    assert sorted(Record.objects.values_list("key", flat=True)) == ["R1", "R2", "R9"]
    assert Record.objects.get(key="R1").said["given_names"] == ["Amara"]


def test_rows_about_two_children_are_one_when_they_are_put_right():
    feed()
    came(at(1, "Jo Farrant"), at(1, "Sam Ode", born="14/05/2015"))
    assert mended(3, Born="14/05/2014").mended_at
    assert not waiting()
    assert parts() == ["Jo Farrant", "Sam Ode"]


def test_rows_of_one_reference_wait_for_one_another_and_are_filed_when_the_last_is_mended():
    feed()
    came(at(1, "Jo Farrant"), at(1, "Sam Ode", born="soon"), at(1, "Lee Om", born="never"))
    link_what_is_filed(clock=lambda: AT)
    assert [row for row, *_ in waiting()] == [2, 3, 4]
    first = mended(3, Born="14/05/2014")
    assert (first.mended_at, first.reason) == (None, "row 4 has the same reference and has to wait")
    assert not Record.objects.exists()
    last = mended(4, Born="14/05/2014")
    assert last.mended_at
    assert last.load.__class__.objects.get().state == LoadState.FILED
    assert parts() == ["Jo Farrant", "Lee Om", "Sam Ode"]
    assert not waiting()


def test_nobody_ends_because_a_row_has_to_wait():
    feed()
    came(line(1), line(2, first="Ben"))
    load = came(line(1), line(2, first="Ben", born="soon"), at=LATER)
    assert (load.ended, load.set_aside) == (0, 1)
    assert Record.objects.get(key="R2").ended_on is None
    assert mended(3, Born="14/05/2014").mended_at


def test_a_row_is_not_mended_over_what_this_file_or_a_newer_one_has_told():
    feed()
    came(line(1), line(2, first="Ben", born="soon"))
    with pytest.raises(CannotMend, match="has told of this reference already"):
        mended(3, Ref="R1", Born="14/05/2014")
    came(line(1), line(2, first="Ben", last="Turelwall"), at=LATER)
    with pytest.raises(CannotMend, match="has told of this reference already"):
        mended(3, Born="14/05/2014")
    assert Record.objects.get(key="R2").said["surname"] == ["Turelwall"]


def test_rows_without_a_reference_have_nothing_to_do_with_one_another():
    feed()
    none = line(1).replace("R1,", ",", 1)
    came(none, none, line(2, first="Ben"))
    assert waiting() == [(row, "Ref", "the agency's own reference is empty") for row in (2, 3)]
    assert mended(2, Ref="R7").mended_at
    assert [row for row, *_ in waiting()] == [3]

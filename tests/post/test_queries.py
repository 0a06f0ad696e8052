"""Which letters are due, how one reads, and how errands are held."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.post.servers import BY, question, reminder, two_agencies
from tests.sample_area import adopt_ashmere
from wraparound.access.queries import token_of_link
from wraparound.agencies.models import Agency
from wraparound.post.actions import Came, hold_errands, let_go, note_errand, take_due, withdraw_letters
from wraparound.post.models import Errand, Letter
from wraparound.post.ports import OUTSIDE
from wraparound.post.queries import (
    errands_listed,
    is_worked_on,
    letters_due,
    message_of,
    names_told,
    workers_holding,
)
from wraparound.post.rules import HELD_FOR

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NODE = someone()


@pytest.fixture
def agencies(db):
    two_agencies()


def test_the_longest_due_is_first_and_what_is_not_yet_due_waits(agencies):
    later, sooner = reminder(at=AT + MINUTE), reminder(at=AT)
    assert [one.pk for one in letters_due(AT)] == [sooner.pk]
    assert [one.pk for one in letters_due(AT + MINUTE)] == [sooner.pk, later.pk]
    withdraw_letters("ask:Q-7K3M", by=BY, at=AT)
    assert not letters_due(AT + MINUTE).exists()


def test_a_letter_reads_as_the_area_words_it_and_carries_its_link(django_assert_max_num_queries):
    adopt_ashmere()
    Agency.objects.get_or_create(code="health", defaults={"name": "Ashmere Health", "type": "health"})
    letter = question()
    with django_assert_max_num_queries(5):
        message = message_of(letter, at=AT)
    asker = Agency.objects.get(code="social-care")
    assert message.subject.startswith(f"{asker.name} asks what you know: please answer by Tuesday 1 September")
    assert asker.phone in message.text
    assert f"{OUTSIDE.service}link/{token_of_link(letter.link, at=AT)}" in message.text
    assert "Ashmere" in message.text
    assert message_of(letter, at=AT + timedelta(days=31)) is None


def test_agencies_are_named_by_their_codes_in_one_query(agencies, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert names_told({"asker": "social-care", "agency": "health", "due": "x"}) == {
            "social-care": "Children's Services", "health": "Ashmere Health"}  # fmt: skip
    with django_assert_num_queries(0):
        assert names_told({"late": "3"}) == {}


def test_an_errand_is_held_by_one_worker_at_a_time():
    assert hold_errands(["a", "b"], worker="x:1", by=NODE, at=AT) == {"a", "b"}
    assert hold_errands(["a", "b"], worker="y:2", by=NODE, at=AT) == set()
    assert hold_errands(["a"], worker="x:1", by=NODE, at=AT + HELD_FOR / 2) == {"a"}
    assert hold_errands(["a", "b"], worker="y:2", by=NODE, at=AT + HELD_FOR) == {"b"}
    assert workers_holding() == {"x:1", "y:2"}
    assert let_go("x:1", by=NODE, at=AT) == 1
    assert [is_worked_on(one, at=AT + HELD_FOR) for one in errands_listed()] == [False, True]


def test_who_sends_a_letter_holds_it(agencies):
    question()
    take_due("x:1", most=1, by=NODE, at=AT)
    assert workers_holding() == {"x:1"}
    assert Letter.objects.get().worker == "x:1"


def test_what_came_of_an_errand_is_kept_and_a_fault_is_gone_when_it_goes_well():
    hold_errands(["a"], worker="x:1", by=NODE, at=AT)
    note_errand("a", came=Came(AT, 3), by=NODE, at=AT)
    for _ in range(2):
        note_errand("a", came=Came(AT, 0, "x" * 900), by=NODE, at=AT + MINUTE)
    errand = Errand.objects.get()
    assert (errand.done, errand.did_at, errand.failures, len(errand.why)) == (3, AT, 2, 500)
    note_errand("a", came=Came(AT, 1), by=NODE, at=AT + MINUTE)
    errand.refresh_from_db()
    assert (errand.done, errand.failures, errand.why, errand.failed_at) == (4, 0, "", AT + MINUTE)

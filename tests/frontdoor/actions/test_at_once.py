"""Two who act on contacts at the same moment: one is first, the other is told, and no worry is lost between them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.deciding import deciding
from tests.frontdoor.telling import WORKER, told
from wraparound.frontdoor.actions.deciding import CannotDecide, decide
from wraparound.frontdoor.actions.handling import CannotHandle, join
from wraparound.frontdoor.actions.steps import CannotMove, held_again, note_step
from wraparound.frontdoor.models import Contact, ContactDecision, ContactStep
from wraparound.frontdoor.words import ContactState, Did
from wraparound.kernel.acting import CannotDo
from wraparound.ledger.actions import whole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def many_at_once():
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite one writes at a time, and tests keep it in the memory of one connection")
    begun()


def at_once(*acts):
    def one(act):
        try:
            return act()
        except (CannotDo, CannotMove) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as many:
        return list(many.map(one, acts))


@pytest.mark.parametrize("number", range(3))
def test_of_two_contacts_that_are_joined_to_each_other_one_stays_to_be_decided(number):
    one, other = told().ref, told().ref
    came = at_once(
        lambda: join(one, other=other, by=WORKER, at=AT),
        lambda: join(other, other=one, by=WORKER, at=AT),
    )
    assert sorted(Contact.objects.values_list("state", flat=True)) == [ContactState.JOINED, ContactState.RECEIVED]
    assert sum(isinstance(refused, CannotHandle) for refused in came) == 1


def test_two_who_wait_for_one_another_are_both_done():
    one, other = told(), told()
    met = Barrier(2, timeout=10)
    begun_again = []

    @whole
    def hold_both(first, *, second):
        begun_again.append(first.ref)
        held_again(first)
        if len(begun_again) <= 2:
            met.wait()
        note_step(held_again(second), did=Did.NOTED, words=f"After {first.ref}", by=WORKER, at=AT)

    came = at_once(lambda: hold_both(one, second=other), lambda: hold_both(other, second=one))
    assert came == [None, None]
    assert len(begun_again) == 3
    words = ContactStep.objects.filter(did=Did.NOTED).values_list("words", flat=True)
    assert sorted(words) == sorted([f"After {one.ref}", f"After {other.ref}"])


def test_of_many_who_decide_one_contact_one_does_and_the_others_are_told():
    ref = told().ref
    came = at_once(*[lambda: decide(ref, deciding=deciding(), by=WORKER, at=AT) for _ in range(6)])
    assert sum(isinstance(one, CannotDecide) for one in came) == 5
    assert ContactDecision.objects.count() == 1


def test_what_is_decided_while_another_joins_it_is_told_to_both():
    one, other = told().ref, told().ref
    at_once(
        lambda: decide(one, deciding=deciding(), by=WORKER, at=AT),
        lambda: join(other, other=one, by=WORKER, at=AT),
    )
    states = dict(Contact.objects.values_list("ref", "state"))
    assert states == {one: ContactState.OFFERED, other: ContactState.JOINED}
    assert not Contact.objects.filter(told_at=None).exists()

"""Opening what was told by its reference and code, a few tries at a time."""

from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.telling import telling
from wraparound.frontdoor.actions.opening import open_by_code
from wraparound.frontdoor.actions.receiving import receive_contact
from wraparound.frontdoor.rules.knocks import MOST_WRONG, MOST_WRONG_FROM
from wraparound.frontdoor.words import Channel
from wraparound.frontdoor.words.drafts import Came
from wraparound.kernel.acting import Actor

pytestmark = pytest.mark.django_db
NOBODY, HERE = Actor("", ""), Came("192.0.2.7")


@pytest.fixture
def taken():
    begun()
    return receive_contact(telling(channel=Channel.PUBLIC), by=NOBODY, at=AT)


def opens(ref, code, *, came=HERE, at=AT):
    return open_by_code(ref, code=code, came=came, by=NOBODY, at=at)


def test_a_code_opens_its_contact_however_it_was_typed(taken):
    assert opens(taken.ref, taken.code)[0] == taken.ref
    assert opens(taken.ref.lower().removeprefix("c-"), taken.code.replace("-", " ").lower())[0] == taken.ref


def test_a_wrong_code_opens_nothing(taken):
    other = receive_contact(telling(channel=Channel.PUBLIC), by=NOBODY, at=AT)
    assert opens(taken.ref, other.code) is None
    assert opens("C-0000-0000", taken.code) is None
    assert opens(taken.ref, "") is None


def test_after_too_many_wrong_ones_the_right_one_waits_too(taken):
    for _ in range(MOST_WRONG):
        assert opens(taken.ref, "wrong", came=Came("192.0.2.8")) is None
    assert opens(taken.ref, taken.code) is None
    assert opens(taken.ref, taken.code, at=AT + timedelta(minutes=16))


def test_one_network_tries_only_so_many_contacts(taken):
    for number in range(MOST_WRONG_FROM):
        opens(f"C-0000-{number:04}", "wrong")
    assert opens(taken.ref, taken.code) is None
    assert opens(taken.ref, taken.code, came=Came("192.0.2.9"))

"""Whatever is done with a contact, somebody owes its next step by a clock, until somebody named has accepted it."""

import pytest

from tests.exchange.asking import begun
from tests.frontdoor.walking import walk
from wraparound.frontdoor.words import ContactState

pytestmark = pytest.mark.django_db
WALKS, STEPS = 14, 10


def test_random_walks_through_the_real_actions_find_no_dead_end():
    begun()
    seen = {state for seed in range(WALKS) for state in walk(seed, steps=STEPS)}
    assert seen == set(ContactState), "the walks pass every state"

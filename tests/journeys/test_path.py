"""What follows what is one table, and each step follows in the transaction of its event."""

from dataclasses import dataclass, replace

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import begun
from tests.frontdoor.deciding import HELPER, decided, response_of
from tests.frontdoor.telling import told
from tests.sample_area import adopt_ashmere
from wraparound.access.actions import close_account
from wraparound.access.models import Account
from wraparound.access.words import Role
from wraparound.duties.actions import open_duty
from wraparound.duties.words import Owed
from wraparound.frontdoor.words import ContactState, ResponseState
from wraparound.journeys.path import PATH, lay_path
from wraparound.kernel.acting import Event
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.models import Entry
from wraparound.teams.actions import accept_work, hand_over_work, note_begun

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Rang(Event):
    """A bell rang."""

    bell: int


@whole
def ring(bell, *, by, at):
    write_down(Rang(bell), by=by, at=at)


def test_steps_follow_in_their_order_and_if_one_fails_nothing_has_happened():
    heard = []

    def hear(event, *, by, at):
        heard.append((event.bell, by.username, at))
        if event.bell == 2:
            raise ValueError("deaf")

    lay_path({Rang: [hear]})
    ring(1, by=someone(), at=AT)
    with pytest.raises(ValueError, match="deaf"):
        ring(2, by=someone(), at=AT)
    assert [bell for bell, *_ in heard] == [1, 2]
    assert [entry.facts["bell"] for entry in Entry.objects.filter(event__endswith=".Rang")] == [1]


def test_every_event_of_the_table_is_one_and_has_its_steps():
    assert all(issubclass(event, Event) and steps for event, steps in PATH.items())
    assert all(callable(step) for steps in PATH.values() for step in steps)


def test_who_leaves_owes_nothing_any_more_and_their_agency_does():
    adopt_ashmere()
    leaving = Account.objects.get(username="rosa.wendle")
    owed = Owed(agency="social-care", owner=leaving.username, owed_to="police", words="Answer question Q-7K3M")
    duty = open_duty(owed, rule="answer-red", by=someone(), at=AT)
    keeper = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    close_account(leaving.pk, by=keeper, at=AT)
    duty.refresh_from_db()
    assert (duty.owner, duty.agency) == ("", "social-care")


def test_what_nobody_holds_any_more_is_not_taken_for_accepted_at_the_door():
    begun()
    contact = decided(told(at=AT), at=AT)
    work = response_of(contact).work
    accept_work(work, by=HELPER, at=AT)
    note_begun(work, by=HELPER, at=AT)
    hand_over_work(work, why="I leave on Friday", by=HELPER, at=AT)
    contact.refresh_from_db()
    held = response_of(contact)
    assert (contact.state, contact.ended_at) == (ContactState.OFFERED, None)
    assert (held.state, held.accepted_by, held.accepted_at) == (ResponseState.WANTED, "", None)
    accept_work(work, by=HELPER, at=AT)
    contact.refresh_from_db()
    assert contact.state == ContactState.ACCEPTED

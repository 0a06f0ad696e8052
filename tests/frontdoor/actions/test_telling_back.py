"""Whoever raised a worry hears what becomes of it, also where it was joined to another's."""

from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.deciding import HELPER, decided, response_of
from tests.frontdoor.telling import WORKER, told
from wraparound.frontdoor.actions.handling import join, part
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.words import Channel, ContactState, Teller
from wraparound.frontdoor.words.telling import Referrer
from wraparound.post.models import Letter
from wraparound.teams.actions import accept_work, refuse_work

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
NURSE, NEIGHBOUR = "nurse@health.example.org", "lee@home.example.org"


@pytest.fixture
def two():
    """Two who telephoned about the same, the second joined to the first."""
    begun()
    first, second = (
        told(by=WORKER, channel=Channel.PHONE, referrer=Referrer(teller=Teller.PUBLIC, email=email), key=key)
        for email, key in ((NURSE, "a" * 32), (NEIGHBOUR, "b" * 32))
    )
    join(second.ref, other=first.ref, by=WORKER, at=AT)
    return Contact.objects.get(pk=first.pk), Contact.objects.get(pk=second.pk)


def heard(email, *, since):
    """Name the letters that somebody was written since, the oldest first."""
    return list(Letter.objects.filter(address=email, pk__gt=since).order_by("pk").values_list("template", flat=True))


def newest():
    letter = Letter.objects.order_by("-pk").first()
    return letter.pk if letter else 0


def test_both_who_told_of_the_same_hear_of_the_decision_and_that_it_is_accepted(two):
    since = newest()
    decided(two[0], at=LATER)
    accept_work(response_of(two[0]).work, by=HELPER, at=LATER)
    for email in (NURSE, NEIGHBOUR):
        assert heard(email, since=since) == ["contact-decided-code", "contact-accepted"], email


def test_when_it_comes_back_both_hear_of_what_is_decided_next(two):
    decided(two[0], at=LATER)
    refuse_work(response_of(two[0]).work, why="They live in the south.", by=HELPER, at=LATER)
    since = newest()
    decided(two[0], at=LATER)
    for email in (NURSE, NEIGHBOUR):
        assert heard(email, since=since) == ["contact-decided-code"], email


def test_once_parted_only_those_who_told_of_it_hear_of_it(two):
    part(two[1].ref, by=WORKER, at=LATER)
    since = newest()
    decided(two[0], at=LATER)
    assert (heard(NURSE, since=since), heard(NEIGHBOUR, since=since)) == (["contact-decided-code"], [])
    assert Contact.objects.get(pk=two[1].pk).state == ContactState.RETURNED

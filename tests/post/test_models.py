"""The database itself holds a letter to one telling, one state and one lease."""

import pytest
from django.db import IntegrityError, transaction

from tests.acting import AT
from wraparound.post.models import Errand, Letter
from wraparound.post.words import LetterState

pytestmark = pytest.mark.django_db
LETTER = {"template": "digest", "address": "a@example.org", "agency": "health", "facts": {}, "next_at": AT,
          "written_by": "x", "written_at": AT}  # fmt: skip


def kept(number, **said):
    with transaction.atomic():
        return Letter.objects.create(message_id=f"<{number}@example.org>", **LETTER | said)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": LetterState.SENDING},
        {"state": LetterState.SENDING, "worker": "a:1"},
        {"lease_until": AT},
        {"worker": "a:1"},
        {"state": LetterState.SENT},
        {"sent_at": AT},
    ],
)
def test_a_letter_is_leased_and_sent_wholly_or_not_at_all(wrong):
    with pytest.raises(IntegrityError):
        kept(1, **wrong)
    assert kept(1, state=LetterState.SENDING, worker="a:1", lease_until=AT).pk
    assert kept(2, state=LetterState.SENT, sent_at=AT).pk


def test_what_is_told_once_and_a_letters_number_stand_once():
    kept(1, once="x")
    kept(2)
    kept(3)
    for again in ({"number": 4, "once": "x"}, {"number": 1}):
        with pytest.raises(IntegrityError):
            kept(**again)


def test_an_errand_stands_once():
    Errand.objects.create(code="carry-letters")
    with pytest.raises(IntegrityError), transaction.atomic():
        Errand.objects.create(code="carry-letters")

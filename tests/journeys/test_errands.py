"""What time sets: each errand does what is due and says how much, and a letter is sent by them within a second."""

import pytest

from tests.acting import AT, someone
from tests.post.servers import carried_by, question, two_agencies
from wraparound.journeys.errands import ERRANDS, carry_letters, worker
from wraparound.post.adapters import Folder
from wraparound.post.models import Letter
from wraparound.post.words import LetterState

pytestmark = pytest.mark.django_db


def test_letters_are_carried_by_an_errand_that_looks_often_enough(tmp_path):
    two_agencies()
    question()
    with carried_by(Folder(tmp_path / "letters", sender="W <w@example.org>"), tmp_path / "taken"):
        assert carry_letters(by=someone(), at=AT) == 1
        assert carry_letters(by=someone(), at=AT) == 0
    assert Letter.objects.get().state == LetterState.SENT
    assert ERRANDS["carry-letters"].every <= 0.5


def test_every_errand_is_named_and_done_again_and_again():
    assert all(todo.label and todo.every > 0 and callable(todo.does) for todo in ERRANDS.values())
    assert worker().rpartition(":")[2].isdecimal()

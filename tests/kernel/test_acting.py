"""Someone at work cannot be changed on the way, and a refusal is told apart from a fault."""

from dataclasses import FrozenInstanceError

import pytest

from wraparound.kernel.acting import Actor, CannotDo, MayNot, Refusal


def test_someone_at_work_may_nothing_unless_it_is_said():
    assert Actor("amina", "school").roles == frozenset()
    assert Actor("amina", "school").purpose == ""


def test_who_acts_cannot_be_changed_on_the_way():
    with pytest.raises(FrozenInstanceError):
        Actor("amina", "school").username = "someone else"


def test_someone_is_called_by_name_where_it_is_known():
    assert str(Actor("amina", "school", "Amina Rahman")) == "Amina Rahman"
    assert str(Actor("amina", "school")) == "amina"


@pytest.mark.parametrize("kind", [CannotDo, MayNot])
def test_a_refusal_is_worded_for_the_one_who_asked_and_is_no_fault_of_the_program(kind):
    refused = kind("This has already been decided.")
    assert isinstance(refused, Refusal)
    assert str(refused) == "This has already been decided."
    assert not isinstance(refused, RuntimeError | ValueError | OSError)

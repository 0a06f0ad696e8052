"""Counting need that found no service."""

import pytest

from tests.directory.keeping import AT, READER, adopt_ashmere
from wraparound.access.policies import MayNotDo
from wraparound.directory.actions import CannotNoteUnmet, note_unmet
from wraparound.directory.models import UnmetNeed
from wraparound.directory.words import Unmet
from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def test_a_need_is_counted_by_its_age_and_level_and_written_down():
    one = note_unmet(Unmet("young_carers", 12, "targeted", "contact:C-7K3M-92QX"), by=READER, at=AT)
    assert (one.need, one.age_group, one.level) == ("young_carers", "to_15", "targeted")
    assert Entry.objects.get(event="directory.NeedFoundNoService").facts["subject"] == "contact:C-7K3M-92QX"


def test_the_same_again_counts_once_and_another_child_of_the_contact_once_more():
    for age in (12, 13, 3):
        note_unmet(Unmet("housing", age, "", "contact:C-7K3M-92QX"), by=READER, at=AT)
    assert UnmetNeed.objects.count() == 2
    assert Entry.objects.filter(event="directory.NeedFoundNoService").count() == 2


def test_needs_about_nothing_named_each_count():
    for _ in range(2):
        note_unmet(Unmet("housing"), by=READER, at=AT)
    assert UnmetNeed.objects.count() == 2


@pytest.mark.parametrize(
    ("unmet", "words"), [(Unmet("magic"), "need from the list"), (Unmet("housing", 3, "tier-9"), "levels")]
)
def test_only_known_needs_and_levels_are_counted(unmet, words):
    with pytest.raises(CannotNoteUnmet, match=words):
        note_unmet(unmet, by=READER, at=AT)
    assert not UnmetNeed.objects.exists()


def test_who_is_nobody_counts_nothing():
    with pytest.raises(MayNotDo):
        note_unmet(Unmet("housing"), by=Actor("nobody", ""), at=AT)

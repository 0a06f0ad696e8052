"""What the tables themselves refuse."""

import pytest
from django.db import IntegrityError

from tests.acting import AT
from tests.exchange.agreeing import told
from tests.sample_area import adopt_ashmere
from wraparound.exchange.actions import note_share
from wraparound.exchange.models import Draft, Share
from wraparound.exchange.words import Sharing
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "otherwise",
    [{"clause": ""}, {"version": 0}, {"detriment": "more"}, {"function": ""}, {"relevance": ""}, {"why": ""}],
)
def test_nothing_is_told_without_a_clause_a_function_and_the_test_of_detriment(otherwise):
    adopt_ashmere()
    share = note_share(told(), sharing=Sharing(True, "x", "y", 1), by=MAKER, at=AT)
    with pytest.raises(IntegrityError):
        Share.objects.filter(pk=share.pk).update(**otherwise)


def test_there_is_one_draft_at_a_time_and_many_that_have_ended():
    said = {"based_on": 0, "clauses": [], "begun_by": "x", "begun_at": AT, "changed_by": "x", "changed_at": AT}
    for _ in range(2):
        Draft.objects.create(**said, ended_at=AT)
    Draft.objects.create(**said)
    with pytest.raises(IntegrityError):
        Draft.objects.create(**said)

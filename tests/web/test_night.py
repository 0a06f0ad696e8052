"""A newcomer finds a file of the police, with a row to mend."""

import pytest
from django.utils import timezone

from tests.sample_area import adopt_ashmere
from wraparound.frontdoor.models import Contact, NoticeFile, NoticeLine
from wraparound.web.commands.night import give_the_night
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db


def test_one_row_goes_in_one_waits_and_it_is_given_once():
    adopt_ashmere()
    assert give_the_night(by=MAKER, at=timezone.now()) == "last-night.csv came from Police: Ashmere district"
    assert give_the_night(by=MAKER, at=timezone.now()) == "given already"
    assert NoticeFile.objects.count() == 1
    assert dict(NoticeLine.objects.values_list("state", "column")) == {"in": "", "waits": "DOB"}
    assert Contact.objects.get().story.endswith("Alone at the station, cold and hungry.")

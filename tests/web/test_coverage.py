"""What a search covers is told from the feeds that have sent, and from the area's directory."""

import pytest
from django.utils import timezone

from tests.feeds import files
from tests.sample_area import adopt_ashmere
from wraparound.web.coverage import Covers

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    adopt_ashmere()
    files.feed()
    files.feed("never-sent")
    files.came(files.line(1))


def test_feeds_that_have_sent_are_searched_and_agencies_without_one_are_to_be_asked(area):
    found = Covers().of(at=timezone.now())
    assert [(one.name, one.agency, one.as_of) for one in found.feeds] == [("Club", "Saturday Club", files.DAY)]
    asked = {one.name: one for one in found.without}
    assert "Ashmere General Hospital" in asked
    assert ("Paediatric liaison", "04632 960120") in asked["Ashmere General Hospital"].phones
    assert [one.name for one in found.front_door] == ["Ashmere Children's Services"]


def test_one_agencys_search_covers_its_own_feeds_alone(area):
    assert [one.name for one in Covers().of("club-agency", at=timezone.now()).feeds] == ["Club"]
    assert not Covers().of("police", at=timezone.now()).feeds


def test_without_an_area_nothing_is_covered_and_nothing_fails():
    found = Covers().of(at=timezone.now())
    assert not found.feeds
    assert not found.front_door

"""The tables hold what must be so."""

import pytest
from django.core.serializers import deserialize, serialize
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.acting import AT
from wraparound.agencies.models import Agency, AreaVersion, Team

pytestmark = pytest.mark.django_db


def version(number):
    return AreaVersion(
        number=number, area="ashmere", hash="0" * 64, content={}, changed=[], adopted_at=AT, adopted_by="x"
    )


def test_two_versions_never_have_one_number():
    version(1).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        version(1).save()


def test_versions_count_from_one():
    with pytest.raises(IntegrityError), transaction.atomic():
        version(0).save()


def test_what_was_adopted_keeps_the_order_in_which_it_was_written():
    told = {"Street": "street", "No": "house_number", "Phone2": "phone", "Mobile": "phone"}
    one = version(1)
    one.content = {"feeds": {"columns": told}}
    one.save()
    assert [*AreaVersion.objects.get().content["feeds"]["columns"].items()] == [*told.items()]
    (back,) = deserialize("json", serialize("json", AreaVersion.objects.all()))
    assert back.object.content == one.content


def test_an_agency_with_teams_cannot_be_erased():
    agency = Agency.objects.create(code="social-care", name="Social care", type="social_care")
    Team.objects.create(code="hub", name="Hub", agency=agency, service="hub")
    with pytest.raises(ProtectedError):
        agency.delete()


def test_an_agency_and_a_team_are_called_by_their_names():
    agency = Agency(code="social-care", name="Social care")
    assert str(agency) == "Social care"
    assert str(Team(code="hub", name="Hub", agency=agency)) == "Hub"

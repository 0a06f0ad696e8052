"""What the tables take: no accepted work without a name and a moment, none over without why, one seat each."""

import pytest
from django.db import IntegrityError, transaction

from tests.teams.working import AMIR, AT, JO, asked, begun, seat
from wraparound.teams.models import Seat, Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return asked(begun()["Hattie"])


@pytest.mark.parametrize(
    "said",
    [
        {"standing": "accepted"},
        {"standing": "accepted", "accepted_at": AT},
        {"standing": "accepted", "holder_name": "Amir Tolland"},
        {"standing": "wanted", "holder_name": "Amir Tolland"},
        {"standing": "allocated"},
        {"standing": "wanted", "allocated_to": "amir.tolland"},
        {"standing": "begun", "accepted_at": AT, "holder_name": "Amir Tolland"},
        {"standing": "refused", "closed_at": AT},
        {"standing": "refused", "why": "No room"},
        {"standing": "withdrawn", "closed_at": AT},
        {"standing": "not_taken_up", "closed_at": AT, "why": "They moved"},
        {"standing": "ended", "closed_at": AT, "why": "Done"},
        {"closed_at": AT},
    ],
)
def test_work_that_does_not_hold_together_is_not_kept(work, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.filter(pk=work.pk).update(**said)


@pytest.mark.parametrize(
    "said",
    [{"share": 0}, {"share": 101}, {"name": ""}, {"username": "", "email": ""}, {"ends_on": "2020-01-01"}],
)
def test_a_seat_that_does_not_hold_together_is_not_kept(work, said):
    given = seat(AMIR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=given.pk).update(**said)


def test_nobody_has_two_lasting_seats_in_a_team(work):
    given = seat(JO)
    given.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        given.save(force_insert=True)
    assert (str(given), str(work)) == ("Jo Farrant", work.ref)

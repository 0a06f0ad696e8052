"""What the tables of duties refuse."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.acting import AT, someone
from tests.sample_area import adopt_ashmere
from wraparound.agencies.words import Rung
from wraparound.duties.actions import open_duty
from wraparound.duties.models import Absence, CalendarFeed, DutyPause, Happening, RuleVersion
from wraparound.duties.words import Happened, Owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty():
    adopt_ashmere()
    owed = Owed(agency="police", owed_to="social-care", words="Answer question Q-7K3M")
    return open_duty(owed, rule="answer-red", by=someone(), at=AT)


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_rung_is_climbed_once_for_each_moment_at_which_it_was_due(duty):
    line = {"duty": duty, "kind": Happened.DUE, "rung": Rung.DUE, "by": "x", "at": AT}
    Happening.objects.create(**line, due_at=duty.due_at)
    refused(lambda: Happening.objects.create(**line, due_at=duty.due_at))
    Happening.objects.create(**line, due_at=duty.due_at + timedelta(hours=1))


def test_what_is_closed_says_how_and_climbs_no_more(duty):
    for said in ({"closed_at": AT}, {"standing": "answered"}, {"standing": "answered", "closed_at": AT, "how": "done"}):
        refused(lambda said=said: type(duty).objects.filter(pk=duty.pk).update(**said))
    closed = {"standing": "answered", "closed_at": AT, "how": "done", "next_at": None}
    assert type(duty).objects.filter(pk=duty.pk).update(**closed) == 1


def test_what_is_paused_says_since_when(duty):
    refused(lambda: type(duty).objects.filter(pk=duty.pk).update(paused_at=AT))
    refused(lambda: type(duty).objects.filter(pk=duty.pk).update(standing="paused"))


def test_a_version_of_a_rule_is_written_once_and_stays(duty):
    version = RuleVersion.objects.get()
    version.pk = None
    refused(lambda: version.save(force_insert=True))
    with pytest.raises(ProtectedError):
        RuleVersion.objects.get().delete()


def test_times_are_in_order_and_nobody_stands_in_for_themselves(duty):
    refused(lambda: DutyPause.objects.create(duty=duty, begins_at=AT, ends_at=AT))
    days = {"begins_on": AT.date(), "noted_by": "x", "noted_at": AT}
    refused(lambda: Absence.objects.create(username="a", deputy="b", ends_on=AT.date(), **days))
    later = AT.date() + timedelta(days=1)
    refused(lambda: Absence.objects.create(username="a", deputy="a", ends_on=later, **days))


def test_each_has_one_calendar(duty):
    CalendarFeed.objects.create(username="a", made_at=AT)
    refused(lambda: CalendarFeed.objects.create(username="a", made_at=AT))
    CalendarFeed.objects.update(ended_at=AT)
    CalendarFeed.objects.create(username="a", made_at=AT)

"""What the tables of identity refuse, and that nothing about a person is a key."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.acting import AT
from tests.identity.records import filed, linked, row
from wraparound.identity.models import Decision, Person, Record
from wraparound.matching.words import Answer

pytestmark = pytest.mark.django_db


def test_a_person_with_records_cannot_be_deleted():
    filed(row("1"))
    linked()
    with pytest.raises(ProtectedError):
        Person.objects.get().delete()


def test_one_record_is_once_in_a_feed_and_may_be_in_two():
    filed(row("1"))
    filed(row("1"), feed="schools")
    assert Record.objects.count() == 2
    first = Record.objects.first()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_two_records_may_have_one_nhs_number_since_numbers_are_evidence_and_never_keys():
    filed(row("1", nhs_number="9990000018"), row("2", "Ben", nhs_number="9990000018"))
    assert Record.objects.count() == 2


def test_a_decision_is_about_two_records_and_undone_by_someone():
    filed(row("1"), row("2"))
    one, two = Record.objects.all()
    for wrong in ({"left": one, "right": one}, {"left": one, "right": two, "undone_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(answer=Answer.SAME, by="someone", at=AT, **wrong)


def test_a_person_is_named_by_a_code_that_names_nobody():
    filed(row("1"))
    linked()
    assert str(Person.objects.get()) == Person.objects.get().code

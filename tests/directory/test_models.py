"""What the database itself holds of services to."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.acting import AT
from wraparound.directory.models import LocalService, UnmetNeed

pytestmark = pytest.mark.django_db


def made(code="a", **said):
    return LocalService.objects.create(
        **{"code": code, "number": uuid4(), "name": "A", "organisation": "B", "changed_at": AT} | said
    )


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_code_and_a_number_are_of_one_service():
    one = made()
    assert str(one) == "A"
    refused(made)
    refused(lambda: made("b", number=one.number))


def test_ages_and_days_stand_in_their_order():
    made("a", ages_from=3, ages_to=3, opens_on=date(2026, 1, 1), closes_on=date(2026, 1, 1))
    made("b", ages_to=3, closes_on=date(2026, 1, 1))
    refused(lambda: made("c", ages_from=4, ages_to=3))
    refused(lambda: made("c", opens_on=date(2026, 1, 2), closes_on=date(2026, 1, 1)))


def test_a_need_of_one_contact_counts_once_and_needs_of_none_each():
    said = {"need": "housing", "age_group": "to_4", "noted_by": "x", "noted_at": AT}
    UnmetNeed.objects.create(**said, about="contact:C-7K3M-92QX")
    refused(lambda: UnmetNeed.objects.create(**said, about="contact:C-7K3M-92QX"))
    UnmetNeed.objects.create(**said)
    UnmetNeed.objects.create(**said)

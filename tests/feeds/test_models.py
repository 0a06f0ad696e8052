"""What the tables of feeds refuse."""

import pytest
from django.db import IntegrityError, transaction

from tests.feeds.files import came, feed, line
from wraparound.feeds.models import Feed, SetAside

pytestmark = pytest.mark.django_db


def test_a_feed_is_named_by_its_name():
    assert str(feed()) == "Club"


def test_a_code_is_one_feeds_alone():
    held = feed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(code=held.code, agency=held.agency, name="Another", map={})


def test_a_row_of_a_load_is_set_aside_once():
    feed()
    load = came(line(1), line(2, born="soon"))
    with pytest.raises(IntegrityError), transaction.atomic():
        SetAside.objects.create(load=load, row=3, reason="again", right="once", values={})

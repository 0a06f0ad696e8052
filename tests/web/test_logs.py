"""No link that opens something is written to the log."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client

from wraparound.web.logs import without_links

TOKEN = "0123456789abcdef" * 4


@pytest.fixture
def log():
    """Listen as the handler of the settings does."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.addFilter(without_links)
    logging.getLogger().addHandler(handler)
    yield heard
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"/link/{TOKEN}", f"/link/{TOKEN}/again", f"/invitation/{TOKEN}"])
def test_an_address_that_fails_is_in_the_log_without_what_it_ends_with(log, address):
    Client(enforce_csrf_checks=True).post(address)
    Client().get(address)
    assert address.split("/")[1] in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_every_line_of_the_log_goes_through_it():
    handlers = settings.LOGGING["handlers"].values()
    assert all(handler["filters"] == ["without_links"] for handler in handlers)
    assert settings.LOGGING["filters"]["without_links"]["callback"] is without_links


def test_other_lines_are_left_as_they_are():
    record = logging.LogRecord("x", logging.WARNING, "", 1, "Not Found: %s", ("/letters/7",), None)
    assert without_links(record)
    assert record.getMessage() == "Not Found: /letters/7"

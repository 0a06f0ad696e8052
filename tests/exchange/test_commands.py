"""The agreements of the area's file are adopted at the machine, and left alone once pages have changed them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.acting import AT
from tests.exchange.agreeing import clause, kept
from tests.sample_area import adopt_ashmere
from wraparound.exchange.models import Agreement
from wraparound.web.command import command_named

pytestmark = pytest.mark.django_db


def adopted() -> str:
    out = StringIO()
    call_command(command_named("adopt_agreements"), stdout=out)
    return out.getvalue()


def test_it_adopts_what_the_area_says_once():
    adopt_ashmere()
    told = adopted()
    assert "Version 1 of the agreements is in force." in told
    assert "  Clause “tell-to-protect”: new." in told
    assert adopted() == "Nothing has changed: version 1 is in force.\n"
    assert Agreement.objects.get().reason == "Agreed by the Ashmere partnership on 12 March 2026"


def test_an_area_without_agreements_is_told_so():
    with pytest.raises(CommandError, match="has no agreements"):
        adopted()


def test_what_pages_adopted_is_left_alone():
    adopt_ashmere()
    kept(clause(), at=AT)
    assert adopted() == "Version 1 was adopted in pages, and is in force: the file is left alone.\n"
    assert Agreement.objects.count() == 1

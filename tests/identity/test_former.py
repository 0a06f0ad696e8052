"""What a record said while it was somebody's who is hidden now: it is told of nobody else, and all else of them is."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.identity.records import filed, linked, row
from tests.identity.test_shields import KEEPER, NUMBERS, both_roles, person_of, shielded
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.actions import lift_shield
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.actions.searching import look_for
from wraparound.identity.models import Shield
from wraparound.identity.words import Kin, Relation, Row, ScrapPart

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HERS = {"address": "7 Copper Row", "postcode": "QA1 4QN", "nhs_number": NUMBERS[0]}
HIS = {"born": "2013-03-14", "address": "1 Mill Lane", "postcode": "QB7 9LP", "nhs_number": NUMBERS[2]}


@pytest.fixture
def mended(settings, tmp_path):
    """Give an area in which the police's P1 said what others say of Amara, and says now what is of Cleo."""
    settings.INDEX_ROOT = tmp_path
    filed(*(row(key, **HERS) for key in ("H1", "H2")), row("O", "Ben", "Turelwall", born="2012-01-30"))
    told("Amara", "Okonjo", carer="Efua Okonjo", **HERS)
    linked()
    told("Cleo", "Marsh", carer="Wren Marsh", days=2, **HIS)
    linked(AT + 3 * DAY)
    assert person_of("P1") != person_of("H1")


def told(first, last, *, carer, days=0, **said):
    one = row("P1", first, last, **said)
    filed(
        Row(one.key, one.said, family=(Kin(carer, Relation.MOTHER),)), feed="police", load=1 + days, at=AT + days * DAY
    )


def page_of(key, *, by=None):
    return look_at_person(person_of(key).code, by=by or someone(), at=AT)


def tells_of_her(page):
    (police,) = (one for one in page.records if one.key == "P1")
    family = [kin.name for kin in (*page.family, *page.family_before)]
    return [name for _, name in police.past], list(dict.fromkeys(stay.line for stay in page.stays)), family


def finds(**said):
    parts = {ScrapPart(name): value for name, value in said.items()}
    return {one.code: one.why for _, one in look_for(parts, by=someone(), at=AT).offered}


def test_what_a_record_said_while_it_was_somebodys_who_is_hidden_is_told_of_nobody_else(mended):
    whole = (["Amara Okonjo"], ["1 Mill Lane", "7 Copper Row"], ["Wren Marsh", "Efua Okonjo"])
    assert tells_of_her(page_of("P1")) == whole
    index_what_waits()
    assert person_of("P1").code in finds(name="Okonjo", postcode="QA1 4QN")
    shielded(person_of("H1"))
    assert tells_of_her(page_of("P1")) == ([], ["1 Mill Lane"], ["Wren Marsh"])
    assert tells_of_her(page_of("P1", by=both_roles())) == whole
    index_what_waits()
    for said in ({"name": "Okonjo", "postcode": "QA1 4QN"}, {"address": "7 Copper Row, QA1 4QN"}):
        assert person_of("P1").code not in finds(**said)
    lift_shield(Shield.objects.get(lifted_at__isnull=True).pk, why="No longer", by=KEEPER, at=AT)
    assert tells_of_her(page_of("P1")) == whole


def test_who_lived_with_somebody_is_not_told_of_a_record_that_was_hers_alone(mended):
    filed(row("N1", "Ben", "Turelwall", born="2012-01-30", address="7 Copper Row"), feed="schools", at=AT - 9 * DAY)
    linked()
    assert [one.name for house in page_of("N1").households for one in house.residents] == ["Amara Okonjo", "Cleo Marsh"]
    shielded(person_of("H1"))
    assert [one.name for house in page_of("N1").households for one in house.residents] == []


def test_a_record_that_left_somebody_hidden_and_is_open_again_tells_nothing_of_before(mended):
    shielded(person_of("H1"))
    told("Amara", "Okonjo", carer="Efua Okonjo", days=4, **HERS)
    linked(AT + 5 * DAY)
    assert person_of("P1") == person_of("H1")
    told("Cleo", "Marsh", carer="Wren Marsh", days=6, **HIS)
    linked(AT + 7 * DAY)
    lift_shield(Shield.objects.get(person=person_of("P1"), lifted_at__isnull=True).pk, why="x", by=KEEPER, at=AT)
    assert tells_of_her(page_of("P1")) == ([], ["1 Mill Lane"], ["Wren Marsh"])


def test_a_name_or_a_home_alone_makes_nobody_the_one_who_is_hidden(mended):
    told("Cleo", "Okonjo", carer="Wren Marsh", days=8, **HIS | {"address": HERS["address"], "postcode": "QA1 4QN"})
    told("Cleo", "Marsh", carer="Wren Marsh", days=9, **HIS)
    shielded(person_of("H1"))
    assert tells_of_her(page_of("P1")) == (
        ["Cleo Okonjo", "Cleo Marsh"],
        ["1 Mill Lane", "7 Copper Row"],
        ["Wren Marsh"],
    )

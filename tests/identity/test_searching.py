"""Children are found by any scrap, by those who may see them, and by nobody else."""

import pytest

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row
from wraparound.access.words import Role
from wraparound.agencies.models import School
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.actions.searching import search_children
from wraparound.identity.models import Record

pytestmark = pytest.mark.django_db
ROSA, BETH = someone(Role.FRONT_DOOR), someone(Role.PROFESSIONAL, agency="health-agency")
SURNAMES = ("Alder", "Birch", "Cedar", "Hazel", "Larch", "Maple", "Rowan", "Tamarind")
GIVEN = ("Hattie", "Edie", "Sam", "Priya", "Yusuf", "Mei", "Tom", "Zofia", "Kwame", "Niamh")


def crowd():
    """Give eighty others, so that names and dates are as rare as in an area."""
    return [
        row(
            f"X{number}",
            GIVEN[number % 10],
            SURNAMES[number // 10],
            born=f"{2009 + number % 9}-{1 + number % 12:02}-{1 + number % 28:02}",
            postcode=f"QA{1 + number % 5} {1 + number % 9}AB",
            address=f"{number + 1} {SURNAMES[number % 8]} Lane, Pellness",
            phone=f"07700 900{number:03}",
            school=str(900100 + number % 4),
        )
        for number in range(80)
    ]


AMARA = {
    "born": "2018-05-14", "postcode": "QA1 4QN", "address": "12 Mill Road, Pellness", "phone": "07700 900987",
    "nhs_number": "9990000018", "school": "900001", "sex": "F",
}  # fmt: skip


@pytest.fixture
def area():
    filed(*crowd(), row("1", **AMARA))
    filed(row("2", "Amarah", "Okonjo", born="2018-05-14", postcode="QA2 1AB"), feed="schools")
    linked()
    index_what_waits(by=CLERK, clock=lambda: AT)
    School.objects.create(urn="900001", name="Beacon Primary School")
    return Record.objects.get(key="1").person


def names(found):
    return [one.name for _, one in found.offered]


SCRAPS = (
    "Amara Okonjo", "okonjo amara", "Amarra Okonjoh", "amara about 8", "Okon", "okonjo 2018", "14/05/2018",
    "Amara, QA1 4", "amara 12 Mill Rd", "Okonjo, beacon primary", "07700900987", "ending 0987", "900987",
    "999 000 0018", "14 May", "Amara born may 2018", "girl amara", "Amara aged 8 QA2",
)  # fmt: skip


@pytest.mark.parametrize("scrap", SCRAPS)
def test_a_child_is_found_by_any_scrap(area, scrap):
    found = search_children(scrap, by=ROSA, at=AT)
    assert names(found)[0] in {"Amara Okonjo", "Amarah Okonjo"}, (scrap, found)
    assert found.offered[0][1].code == area.code
    assert found.offered[0][1].why.fits

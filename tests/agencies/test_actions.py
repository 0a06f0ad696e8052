"""Adopting an area and taking in public facts: all of it or nothing, written down, and nothing lost."""

from datetime import date, timedelta

import pytest

from tests.acting import AT, someone
from wraparound.agencies.actions import CannotAdopt, CannotLoad, adopt_area, load_reference
from wraparound.agencies.models import Agency, AreaVersion, NhsOrganisation, Postcode, ReferenceLoad, School, Team
from wraparound.agencies.policies import MayNotAdopt, MayNotLoad
from wraparound.agencies.queries import area_now, area_on, rows_set_aside
from wraparound.agencies.words import ReferenceKind
from wraparound.ledger.queries import newest_entries

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)


def adopted():
    return [entry for entry in newest_entries() if entry.event == "agencies.AreaAdopted"]


def test_adopting_an_area_puts_it_in_force_and_writes_it_down(ashmere, by):
    version = adopt_area(ashmere, by=by, at=AT)
    assert version.number == 1
    assert area_now().area.name == "Ashmere"
    assert Agency.objects.get(code="social-care").phone == "04632 960001"
    assert Team.objects.get(code="family-help-north").agency.code == "social-care"
    (entry,) = adopted()
    assert entry.username == by.username
    assert entry.facts["hash"] == version.hash
    assert entry.facts["changed"] == ["The area was adopted for the first time."]


def test_the_same_content_again_changes_nothing(ashmere, by, rewrite):
    first = adopt_area(ashmere, by=by, at=AT)
    rewrite(ashmere / "area.toml", "# Ashmere", "# A comment more. Ashmere")
    assert adopt_area(ashmere, by=by, at=LATER) == first
    assert AreaVersion.objects.count() == 1
    assert len(adopted()) == 1


def test_a_change_is_a_new_version_and_the_past_stays_readable(ashmere, by, rewrite):
    adopt_area(ashmere, by=by, at=AT)
    rewrite(ashmere / "words.toml", '"Early help"', '"Early support"')
    second = adopt_area(ashmere, by=by, at=LATER)
    assert second.number == 2
    assert second.changed == ['words, early help: "Early support" instead of "Early help".']
    assert adopted()[0].facts["changed"] == second.changed
    assert area_now().words.early_help == "Early support"
    assert area_on(AT.date()).words.early_help == "Early help"
    assert area_on(LATER.date() - timedelta(days=1)).words.early_help == "Early help"
    assert area_on(LATER.date()).words.early_help == "Early support"
    assert area_on(AT.date() - timedelta(days=1)) is None


def test_going_back_to_what_was_is_a_version_of_its_own(ashmere, by, rewrite):
    first = adopt_area(ashmere, by=by, at=AT)
    rewrite(ashmere / "words.toml", '"Early help"', '"Early support"')
    adopt_area(ashmere, by=by, at=LATER)
    rewrite(ashmere / "words.toml", '"Early support"', '"Early help"')
    third = adopt_area(ashmere, by=by, at=LATER)
    assert (third.number, third.hash) == (3, first.hash)
    assert area_now().words.early_help == "Early help"


def without_open_door(folder):
    """Take the charity, its service and its feed out of the settings."""
    for name in ("agencies", "teams", "feeds"):
        path = folder / f"{name}.toml"
        head, *parts = path.read_text().split("\n[[")
        path.write_text("\n[[".join([head, *(part for part in parts if "open-door" not in part.split("[feeds")[0])]))


def test_an_agency_that_vanishes_is_ended_never_erased_and_may_come_back(ashmere, by, rewrite, tmp_path):
    whole = {path.name: path.read_text() for path in ashmere.glob("*.toml")}
    adopt_area(ashmere, by=by, at=AT)
    without_open_door(ashmere)
    rewrite(ashmere / "teams.toml", 'code = "attendance"', 'code = "inclusion"')
    version = adopt_area(ashmere, by=by, at=LATER)
    gone = Agency.objects.get(code="open-door")
    assert gone.ended_on == LATER.date()
    assert Team.objects.get(code="attendance").ended_on == LATER.date()
    assert 'Agency "Open Door Ashmere": gone.' in version.changed
    assert set(adopted()[0].facts["ended"]) == {"open-door", "attendance"}
    assert "open-door" in {agency.code for agency in area_on(AT.date()).agencies.agencies}
    for name, text in whole.items():
        (ashmere / name).write_text(text)
    adopt_area(ashmere, by=by, at=LATER + timedelta(days=1))
    back = Agency.objects.get(code="open-door")
    assert (back.pk, back.ended_on) == (gone.pk, None)


def test_an_agency_that_ended_earlier_keeps_its_day(ashmere, by, rewrite):
    adopt_area(ashmere, by=by, at=AT)
    without_open_door(ashmere)
    adopt_area(ashmere, by=by, at=LATER)
    rewrite(ashmere / "words.toml", '"Early help"', '"Early support"')
    adopt_area(ashmere, by=by, at=LATER + timedelta(days=5))
    assert Agency.objects.get(code="open-door").ended_on == LATER.date()


def test_nothing_is_adopted_if_anything_is_wrong(ashmere, by, rewrite):
    rewrite(ashmere / "levels.toml", "place = 2", "place = 9")
    rewrite(ashmere / "area.toml", '"social-care"', '"nobody"')
    with pytest.raises(CannotAdopt) as refused:
        adopt_area(ashmere, by=by, at=AT)
    assert {fault.file for fault in refused.value.faults} == {"levels.toml", "area.toml"}
    assert 'front_door is "nobody"' in str(refused.value)
    assert not AreaVersion.objects.exists()
    assert not Agency.objects.exists()
    assert not newest_entries().exists()


def test_a_node_serves_one_area(ashmere, tarrowdale, by):
    adopt_area(ashmere, by=by, at=AT)
    with pytest.raises(CannotAdopt, match='This node serves "ashmere"'):
        adopt_area(tarrowdale, by=by, at=LATER)
    assert AreaVersion.objects.count() == 1


def test_nobody_with_an_account_may_adopt_or_load(ashmere):
    with pytest.raises(MayNotAdopt):
        adopt_area(ashmere, by=someone(), at=AT)
    with pytest.raises(MayNotLoad):
        load_reference(ReferenceKind.SCHOOLS, file=ashmere / "reference" / "schools.csv", by=someone(), at=AT)
    assert not AreaVersion.objects.exists()
    assert not School.objects.exists()


TABLES = [
    (ReferenceKind.SCHOOLS, School),
    (ReferenceKind.POSTCODES, Postcode),
    (ReferenceKind.NHS_ORGANISATIONS, NhsOrganisation),
]


@pytest.mark.parametrize(("kind", "table"), TABLES)
@pytest.mark.parametrize("name", ["ashmere", "tarrowdale"])
def test_the_same_file_of_public_facts_again_changes_nothing(kind, table, name, by, request):
    folder = request.getfixturevalue(name)
    adopt_area(folder, by=by, at=AT)
    first = load_reference(kind, file=folder / "reference" / f"{kind}.csv", by=by, at=AT)
    assert first.added == first.rows == table.objects.count() > 0
    assert first.set_aside == 0
    held = list(table.objects.order_by("pk").values())
    again = load_reference(kind, file=folder / "reference" / f"{kind}.csv", by=by, at=LATER)
    assert (again.added, again.changed, again.set_aside) == (0, 0, 0)
    assert list(table.objects.order_by("pk").values()) == held


def test_what_changed_in_a_file_is_changed_and_counted_and_the_rest_left(ashmere, by, rewrite):
    adopt_area(ashmere, by=by, at=AT)
    file = ashmere / "reference" / "schools.csv"
    load_reference(ReferenceKind.SCHOOLS, file=file, by=by, at=AT)
    rewrite(file, '"Church Lane Primary School"', '"Church Lane Academy"')
    rewrite(file, '"900003"', '"900103"')
    load = load_reference(ReferenceKind.SCHOOLS, file=file, by=by, at=LATER)
    assert (load.added, load.changed) == (1, 1)
    assert School.objects.get(pk="900001").name == "Church Lane Academy"
    assert School.objects.get(pk="900003").opened_on == date(1975, 9, 1)
    entry = newest_entries().first()
    assert entry.event == "agencies.ReferenceLoaded"
    assert (entry.facts["added"], entry.facts["changed"]) == (1, 1)


def test_a_bad_row_is_set_aside_with_its_reason_and_the_others_come_in(ashmere, by, rewrite):
    file = ashmere / "reference" / "schools.csv"
    rewrite(file, '"900003"', '"9003"')
    load = load_reference(ReferenceKind.SCHOOLS, file=file, by=by, at=AT)
    assert (load.rows, load.added, load.set_aside) == (24, 23, 1)
    (aside,) = rows_set_aside(load)
    assert (aside.row, aside.field, aside.value) == (5, "urn", "9003")
    assert aside.right == "give the school's six-digit number."


def test_of_many_bad_rows_all_are_counted_and_the_first_thousand_kept(tmp_path, by):
    file = tmp_path / "postcodes.csv"
    file.write_text("pcds,lat,long,oslaua,doterm\n" + "nowhere,,,,\n" * 1_500 + "QA1 2BD,,,,\n" * 2)
    load = load_reference(ReferenceKind.POSTCODES, file=file, by=by, at=AT)
    assert (load.rows, load.set_aside, load.added, load.changed) == (1_502, 1_500, 1, 0)
    assert rows_set_aside(load).count() == 1_000


def test_more_rows_than_one_statement_holds_come_in_whole(tmp_path, by):
    codes = [
        f"QA{outward} {sector}A{letter}" for outward in range(1, 17) for sector in range(9) for letter in "ABDEFGHJLN"
    ]
    file = tmp_path / "postcodes.csv"
    file.write_text("pcds,lat,long,oslaua,doterm\n" + "".join(f"{code},54.1,2.5,,\n" for code in codes))
    load = load_reference(ReferenceKind.POSTCODES, file=file, by=by, at=AT)
    assert load.added == len(codes) == Postcode.objects.count() > 1_000


def test_a_file_that_cannot_be_read_as_a_whole_leaves_nothing(ashmere, by):
    with pytest.raises(CannotLoad, match='The file lacks "URN"'):
        load_reference(ReferenceKind.SCHOOLS, file=ashmere / "reference" / "postcodes.csv", by=by, at=AT)
    assert not ReferenceLoad.objects.exists()
    assert not newest_entries().exists()

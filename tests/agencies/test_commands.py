"""What an operator sees at the machine."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.house.reading import ROOT
from wraparound.agencies.models import AreaVersion, Postcode
from wraparound.agencies.rules import guide
from wraparound.web.command import command_named


def run(name, *arguments):
    """Run a command as `wraparound NAME` does, and give what it wrote."""
    out, err = io.StringIO(), io.StringIO()
    call_command(command_named(name), *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_an_area_in_order_is_said_to_be():
    said = run("check_area", ROOT / "areas" / "tarrowdale")
    assert said == "Tarrowdale is in order: 9 agencies, 6 teams, 5 levels of need, 11 feeds.\n"


def test_every_fault_of_an_area_is_one_line(ashmere, rewrite, capsys):
    rewrite(ashmere / "levels.toml", "place = 2", "place = 9")
    rewrite(ashmere / "area.toml", "partnership", "partnershp")
    with pytest.raises(CommandError, match="2 to put right"):
        call_command(command_named("check_area"), str(ashmere))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert 'did you mean "partnership"?' in lines[0]


@pytest.mark.django_db
def test_adopting_says_what_changed_and_the_second_time_that_nothing_did(ashmere, rewrite):
    assert run("adopt_area", ashmere).startswith("Version 1 of ashmere is in force.\n")
    assert run("adopt_area", ashmere) == "Nothing has changed: version 1 of ashmere is in force.\n"
    rewrite(ashmere / "words.toml", '"Early help"', '"Early support"')
    assert 'early help: "Early support" instead of "Early help".' in run("adopt_area", ashmere)
    assert AreaVersion.objects.get(number=1).adopted_by.startswith("operator:")


@pytest.mark.django_db
def test_adopting_what_is_wrong_fails_with_the_faults(ashmere, rewrite):
    rewrite(ashmere / "levels.toml", "place = 2", "place = 9")
    with pytest.raises(CommandError, match="number the 4 levels"):
        run("adopt_area", ashmere)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["schools", "postcodes", "nhs_organisations"])
def test_a_file_of_public_facts_is_taken_in(ashmere, kind):
    file = ashmere / "reference" / f"{kind}.csv"
    assert " new, 0 changed, 0 as before, 0 set aside." in run(f"load_{kind}", file)
    assert " 0 new, 0 changed," in run(f"load_{kind}", file)


@pytest.mark.django_db
def test_rows_set_aside_are_printed_with_what_would_be_right(tmp_path):
    file = tmp_path / "postcodes.csv"
    file.write_text("pcds,lat,long,oslaua,doterm\n" + "nowhere,,,,\n" * 25 + "QA1 2BD,54,1,,\n")
    said = run("load_postcodes", file)
    assert "26 rows of postcodes.csv: 1 new, 0 changed, 0 as before, 25 set aside." in said
    assert 'line 2, postcode is "nowhere": give a postcode such as QA1 2BD.' in said
    assert "and 5 more" in said
    assert Postcode.objects.count() == 1


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_a_sentence_and_no_trace(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        run("load_schools", tmp_path / "none.csv")


def test_the_guide_is_written_as_it_stands():
    assert run("describe_area_settings") == guide()

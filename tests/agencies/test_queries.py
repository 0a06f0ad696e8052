"""What others ask of the area, before anything was adopted and after."""

from datetime import timedelta

import pytest

from tests.acting import AT
from wraparound.agencies import queries
from wraparound.agencies.actions import adopt_area, load_reference
from wraparound.agencies.words import ReferenceKind

pytestmark = pytest.mark.django_db
EVENING = AT.replace(hour=22)


@pytest.fixture
def area(ashmere, by):
    """Adopt Ashmere and return its folder."""
    adopt_area(ashmere, by=by, at=AT)
    return ashmere


def test_before_anything_is_adopted_everything_answers_and_is_empty():
    assert queries.area_now() is None
    assert queries.version_now() is None
    assert queries.words().family_help == "Family Help"
    assert queries.levels() == queries.feeds_declared() == queries.people_of_sample() == queries.retention_rules() == ()
    assert queries.agencies_declared() == queries.role_names() == ()
    assert queries.directory(AT) == []
    assert queries.agency("social-care") is None
    assert queries.reference_now().schools.encoding == "cp1252"


def test_while_a_page_is_made_the_settings_are_read_once_unless_others_are_adopted(
    area, by, rewrite, django_assert_num_queries
):
    with queries.settings_read_once():
        with django_assert_num_queries(1):
            assert {queries.area_now().area.name for _ in range(3)} == {"Ashmere"}
        rewrite(area / "area.toml", 'name = "Ashmere"', 'name = "Ashmere and Copper"')
        adopt_area(area, by=by, at=AT + timedelta(days=1))
        assert queries.area_now().area.name == "Ashmere and Copper"
    with django_assert_num_queries(2):
        assert queries.area_now() == queries.area_now()


def test_what_the_area_says_is_found_by_its_code(area):
    assert [level.place for level in queries.levels()] == [1, 2, 3, 4]
    assert queries.level("targeted").name == "Level 3: Targeted"
    assert queries.level("none") is None
    assert queries.feed_declared("child-health-register").agency == "child-health"
    assert queries.feed_declared("none") is None
    assert queries.agency("police").type == "police"
    assert queries.team("family-help-north").agency.code == "social-care"
    assert queries.words().lead_practitioner == "Family Help lead practitioner"
    assert "rosa.wendle" in {person.username for person in queries.people_of_sample()}


def test_teams_are_those_of_the_agency_that_have_not_ended(area, by, rewrite):
    rewrite(area / "teams.toml", 'code = "care"', 'code = "care-of-children"')
    adopt_area(area, by=by, at=AT + timedelta(days=1))
    codes = {team.code for team in queries.teams_of("social-care")}
    assert "care-of-children" in codes
    assert "care" not in codes
    assert {agency.code for agency in queries.agencies_of_area()} >= {"police", "social-care"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "police"}, {"police"}),
        ({"name": "HOMES"}, {"housing"}),
        ({"name": "young carers"}, {"open-door"}),
        ({"name": "homes", "kind": "police"}, set()),
        ({"kind": "health"}, {"child-health", "general-hospital"}),
    ],
)
def test_the_directory_is_narrowed_by_type_and_words(area, asked, found):
    assert {one.agency.code for one in queries.directory(AT, **asked)} == found


def test_the_directory_is_in_order_of_names(area):
    names = [one.agency.name for one in queries.directory(AT)]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == 9


def test_whom_to_reach_depends_on_the_time(area):
    day = queries.agency_page("social-care", at=AT).listed
    night = queries.agency_page("social-care", at=EVENING).listed
    assert (day.now.is_open, night.now.is_open) == (True, False)
    assert [point.name for point in day.reach] == ["Front door", "Front door"]
    assert [point.name for point in night.reach] == ["Emergency duty team"]
    police = queries.agency_page("police", at=EVENING).listed
    assert [(point.way, point.reached) for point in police.reach] == [("phone", "always")]


def test_an_agency_that_ended_is_shown_as_it_last_was(area, by, rewrite):
    for name in ("agencies", "teams", "feeds"):
        path = area / f"{name}.toml"
        path.write_text(path.read_text().replace('"general-hospital"', '"new-hospital"'))
    adopt_area(area, by=by, at=AT + timedelta(days=1))
    page = queries.agency_page("general-hospital", at=AT + timedelta(days=2))
    assert page.ended_on == (AT + timedelta(days=1)).date()
    assert page.listed.agency.name == "Ashmere General Hospital"
    assert queries.agency_page("nobody", at=AT) is None


def test_the_area_costs_one_query_however_often_it_is_asked(area, django_assert_num_queries):
    queries.area_now()
    with django_assert_num_queries(1):
        assert queries.area_now().area.name == "Ashmere"


def test_public_facts_are_found_by_their_keys(area, by):
    for kind in ReferenceKind:
        load_reference(kind, file=area / "reference" / f"{kind}.csv", by=by, at=AT)
    assert queries.school("900001").name == "Church Lane Primary School"
    assert queries.place_of("QA1 1AL").local_authority == "E08999001"
    assert queries.nhs_organisation("QX00001").name == "THISTLEMOUTH MEDICAL CENTRE"
    assert "900016" not in {school.urn for school in queries.schools_of("101")}
    assert queries.school("999999") is queries.place_of("QA9 9ZZ") is queries.nhs_organisation("X") is None
    assert queries.loads_of_reference().count() == 3

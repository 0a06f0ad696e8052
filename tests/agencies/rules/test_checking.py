"""An area's settings are checked as a whole: every fault at once, each worded for whoever wrote the file."""

import copy
import fnmatch
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.reading import ROOT
from wraparound.access.words import Role
from wraparound.agencies.rules import area_in, area_of, checked, fingerprint, plain
from wraparound.agencies.rules.shape import settings_of
from wraparound.agencies.words import PLAIN, Area, Kind, RoleCode
from wraparound.matching.mapping import read_map
from wraparound.matching.words import Field
from wraparound.sample.commands import main as sample

NAMES = ["ashmere", "tarrowdale"]


def told_by(name="ashmere"):
    return {path.stem: tomllib.loads(path.read_text()) for path in (ROOT / "areas" / name).glob("*.toml")}


TOLD = told_by()


def faults_of(told):
    return [str(fault) for fault in checked(told).faults]


def changed(path, value):
    """Give Ashmere's settings with one value changed; a value of ... takes it out."""
    told = copy.deepcopy(TOLD)
    at = told
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return told


@pytest.mark.parametrize("name", NAMES)
def test_the_areas_that_come_with_the_house_are_in_order(name):
    found = area_in(ROOT / "areas" / name)
    assert found.faults == ()
    assert found.area.area.code == name


def test_the_two_areas_differ_where_areas_do():
    one, other = (area_in(ROOT / "areas" / name).area for name in NAMES)
    assert len(one.levels.levels) != len(other.levels.levels)
    assert one.words.front_door != other.words.front_door
    assert not {team.code for team in one.teams.teams} & {team.code for team in other.teams.teams}
    assert one.agencies.agencies[0].opening != other.agencies.agencies[0].opening
    assert [feed.comes for feed in one.feeds.feeds] != [feed.comes for feed in other.feeds.feeds]
    assert one.reference.postcodes.columns != other.reference.postcodes.columns


AGENCY = ("agencies", "agencies", 0)
FEED = ("feeds", "feeds", 0)
LEVELS = ("levels", "levels")
CASES = [
    (("area", "nam"), "x", 'area.toml: nam: the key is not known; did you mean "name"?'),
    (("area", "name"), ..., "area.toml: name: it is missing; it says the area's name as people say it."),
    (("area", "name"), "  ", 'area.toml: name is "  ": it is empty; give text'),
    (("area", "name"), 7, 'area.toml: name is "7": give text in quotation marks, such as "Ashmere".'),
    (("area", "name"), "x" * 601, "it has 601 letters; 600 is the most."),
    (("area", "kind"), "county_hall", 'area.toml: kind is "county_hall": did you mean "county"? There are'),
    (("area", "la_code"), "1O1", 'area.toml: la_code is "1O1": give the three digits of a local authority.'),
    (("area", "gss_code"), "E8", 'gss_code is "E8": give a letter and eight digits'),
    (("area", "front_door"), "socialcare", 'no agency has this code; did you mean "social-care"?'),
    ((*AGENCY, "code"), "Social Care", 'agencies[Social Care].code is "Social Care": give small letters'),
    ((*AGENCY, "contacts"), [], "agencies.toml: agencies[social-care].contacts: give one way to reach it."),
    ((*AGENCY, "contacts"), "x", "as a section in double square brackets: [[agencies[social-care].contacts]]."),
    ((*AGENCY, "contacts", 0, "value"), "12", 'contacts[1].value is "12": give a telephone number'),
    ((*AGENCY, "contacts", 1, "value"), "nobody", 'contacts[2].value is "nobody": give an e-mail address'),
    ((*AGENCY, "opening", "monday"), "9-5", 'opening.monday is "9-5": give "closed", or hours'),
    ((*AGENCY, "opening", "monday"), "17:00 to 09:00", "closing comes after opening"),
    ((*AGENCY, "opening"), "always", "give it as a section: [agencies[social-care].opening]."),
    ((*AGENCY, "type"), "socialcare", 'type is "socialcare": did you mean "social_care"?'),
    (("agencies", "agencies", 1, "code"), "social-care", '"social-care": 2 have it; give each its own.'),
    (("teams", "teams", 0, "service"), "hub", 'teams[front-door].service is "hub": no service has this code;'),
    ((*LEVELS, 0, "place"), 3, 'levels.place is "3, 2, 3, 4": number the 4 levels from 1 to 4, each once.'),
    ((*LEVELS, 0, "place"), True, 'place is "true": give a whole number'),
    (LEVELS, [], "levels.toml: levels: there must be at least 2."),
    ((*LEVELS, 0, "statutory"), "no", 'statutory is "no": give true or false'),
    (("levels", "agreed_on"), "1/4/2026", 'agreed_on is "1/4/2026": give a date as year-month-day'),
    ((*FEED, "owner"), "data team", 'owner is "data team": give an e-mail address'),
    ((*FEED, "columns"), {}, "feeds[social-care-cases].columns: name at least one column"),
    ((*FEED, "columns", "Surname"), "sirname", '"Surname" is "sirname": did you mean "surname"?'),
    ((*FEED, "columns", "Surname"), {"field": "surname", "true_when": ["y"]}, '"nhs_number_verified"'),
    ((*FEED, "columns", "LAchildID"), "surname", "this column is the id; take it out here"),
    ((*FEED, "id"), "", "feeds[social-care-cases].id: name the column with the agency's own number"),
    ((*FEED, "format"), "cin_census", "feeds[social-care-cases].columns"),
    ((*FEED, "format"), "cin_census", "cin_census brings its own; take it out."),
    ((*FEED, "late_after_days"), -1, "from 0 to 1,000."),
    ((*FEED, "file"), "health.csv", '"health.csv": 2 have it; give each its own.'),
    (("people", "people", 0, "roles"), ["leader"], '"leader" is not known; did you mean "lead"?'),
    (("people", "people", 0, "roles"), ["lead", "lead"], "the same word stands in it twice"),
    (("people", "people", 0, "roles"), "lead", "give a list in square brackets"),
    (("people", "people", 0, "teams"), ["front-dor"], 'no team has this code; did you mean "front-door"?'),
    (("word",), {}, 'word.toml: no such file is known; did you mean "words.toml"?'),
    (("levels",), ..., "levels.toml: the file is missing; it says levels of need."),
    (("levels",), 3, "give it as a section"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "said"), CASES, ids=lambda case: str(case)[:50])
def test_a_fault_names_file_key_and_value_and_says_what_would_be_right(path, value, said):
    found = checked(changed(path, value))
    assert found.area is None
    assert found.content == {}
    assert any(said in str(fault) for fault in found.faults), [str(fault) for fault in found.faults]


def test_all_faults_are_told_at_once():
    told = changed(("area", "kind"), "county_hall")
    told["levels"]["levels"][0]["nme"] = "x"
    told["feeds"]["feeds"][0]["agency"] = "nobody"
    told["people"]["people"][0]["roles"] = ["boss"]
    files = {fault.file for fault in checked(told).faults}
    assert files == {"area.toml", "levels.toml", "feeds.toml", "people.toml"}


def test_one_slip_is_told_once():
    assert len(faults_of(changed(("area", "kind"), "county_hall"))) == 1


def test_what_cannot_be_read_is_named_and_judges_nothing_else(ashmere):
    (ashmere / "agencies.toml").write_text('[[agencies]]\ncode = "x')
    faults = area_in(ashmere).faults
    assert [fault.file for fault in faults] == ["agencies.toml"]
    assert "it is not TOML" in str(faults[0])


def test_a_file_in_another_encoding_is_a_fault_and_no_crash(ashmere):
    (ashmere / "words.toml").write_bytes(b'plan = "caf\xe9"')
    assert "words.toml: it is not TOML" in str(area_in(ashmere).faults[0])


def test_a_folder_must_be_there_and_bear_the_areas_code(ashmere):
    assert "there is no such folder" in str(area_in(ashmere / "none").faults[0])
    moved = ashmere.rename(ashmere.with_name("elsewhere"))
    assert 'area.toml: code is "ashmere": give the folder\'s name, "elsewhere".' in str(area_in(moved).faults[0])


def test_an_optional_file_may_be_left_out_and_then_says_the_usual():
    told = {name: value for name, value in TOLD.items() if name not in {"words", "feeds", "people", "reference"}}
    told["retention"] = {"rules": told["retention"]["rules"]}  # its rules of ages name a feed
    area = checked(told).area
    assert area.words.early_help == "Early help"
    assert area.feeds.feeds == ()


def test_the_roles_are_those_that_access_knows():
    assert RoleCode.choices() == Role.choices()


def test_the_feeds_maps_fit_the_samples_files(tmp_path):
    sample(["--size", "60", "--seed", "1", "--out", str(tmp_path), "--returns", "--json"])
    theirs = read_map(tmp_path / "maps.toml").files
    written = {path.name for path in tmp_path.iterdir()}
    for name in NAMES:
        feeds = area_in(ROOT / "areas" / name).area.feeds.feeds
        plain = [feed for feed in feeds if feed.format in PLAIN]
        assert all(fnmatch.filter(written, feed.file) for feed in feeds)
        assert len(plain) == len(theirs) or len(feeds) > len(plain)
        for feed in plain:
            mapping = theirs[feed.file]
            assert (feed.id, feed.duplicates, feed.date_order) == (mapping.id, mapping.duplicates, mapping.date_order)
            ours = {column: (use.field, use.true_when) for column, use in feed.columns.items() if column != feed.id}
            assert set(ours) == set(mapping.columns)
            engines = {column: use for column, use in mapping.columns.items() if use.field != "ignore"}
            asked = {column: use for column, use in ours.items() if use[0] in set(Field)}
            assert asked == {column: (str(use.field), use.true_when) for column, use in engines.items()}


def test_the_two_areas_take_the_same_children_in_by_different_files():
    ashmere, tarrowdale = (area_in(ROOT / "areas" / name).area.feeds.feeds for name in NAMES)
    assert all(feed.format in PLAIN for feed in ashmere)
    returns = {feed.format for feed in tarrowdale if feed.format not in PLAIN}
    assert returns == {"cin_census", "ssda903", "sen2", "school_census", "child_health"}


def every_place(told, path=()):
    """List the path of every value, the sections too."""
    inside = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for name, value in inside:
        yield (*path, name)
        yield from every_place(value, (*path, name))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(list(every_place(TOLD))), JUNK)
def test_whatever_stands_in_a_place_it_is_taken_or_told_and_never_a_crash(path, value):
    found = checked(changed(path, value))
    assert (found.area is None) == bool(found.faults)
    for fault in found.faults:
        line = str(fault)
        assert "\n" not in line
        assert fault.file.endswith(".toml")
        assert fault.right.endswith((".", "?"))


@given(st.sampled_from(list(every_place(TOLD))))
def test_whatever_is_taken_out_is_told_or_may_be_left_out(path):
    found = checked(changed(path, ...))
    assert found.faults or found.area


@given(st.dictionaries(st.sampled_from([*TOLD, "other"]), JUNK))
def test_any_content_at_all_is_answered(told):
    assert checked(told).faults


@given(st.sampled_from(NAMES), st.randoms())
def test_the_fingerprint_is_the_contents_not_its_writing(name, chance):
    told = told_by(name)
    shuffled = dict(chance.sample(list(told.items()), len(told)))
    for part, content in shuffled.items():
        shuffled[part] = dict(chance.sample(list(content.items()), len(content)))
    assert checked(shuffled).hash == checked(told).hash


@pytest.mark.parametrize("name", NAMES)
def test_content_becomes_the_same_area_again(name):
    found = checked(told_by(name))
    assert area_of(found.content) == found.area
    assert plain(area_of(found.content)) == found.content
    assert fingerprint(plain(found.area)) == found.hash


def test_what_was_adopted_under_older_keys_stays_readable():
    content = copy.deepcopy(dict(checked(TOLD).content))
    content["area"]["motto"] = "gone since"
    del content["levels"]["agreed_on"], content["reference"], content["agencies"]["agencies"][0]["opening"]
    content["agencies"]["agencies"][1]["type"] = "a type no longer used"
    area = area_of(content)
    assert area.area.name == "Ashmere"
    assert area.agencies.agencies[0].opening.monday == "closed"
    assert area.agencies.agencies[1].type == "a type no longer used"


def test_every_section_of_the_shape_has_its_part():
    sections = [(Area, one) for one in settings_of(Area)]
    while sections:
        _, one = sections.pop()
        assert (one.key.part is not None) == (one.key.kind in {Kind.PART, Kind.PARTS, Kind.NAMED})
        sections += [(one.key.part, inner) for inner in settings_of(one.key.part)] if one.key.part else []


@pytest.mark.parametrize(
    ("section", "told", "right"),
    [
        ("endings", {"age": 12}, 'retention.toml: endings[x].age is "12": give an age from 16 to 60'),
        ("endings", {"age": 18, "feeds": ["nowhere"]}, 'endings[x].feeds is "nowhere": no feed has this code'),
        ("longer", {"age": 17, "services": ["A"]}, 'longer[x].age is "17": give 18 or more, or it is not longer.'),
        ("longer", {"age": 25}, "longer[x]: name feeds or services, or nobody is helped for longer by it."),
    ],
)
def test_rules_of_ages_are_held_to_what_someone_can_reach_and_be_found_by(section, told, right):
    rules = {"rules": TOLD["retention"]["rules"], "endings": [{"code": "g", "name": "G", "age": 18, "because": "x"}]}
    rules[section] = [*rules.get(section, []), {"code": "x", "name": "X", "because": "x"} | told]
    (fault,) = checked(TOLD | {"retention": rules}).faults
    assert right in str(fault)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("ends_on", date(2026, 4, 1), 'ends_on is "2026-04-01": give a day after 2026-04-01, or it holds on no day.'),
        ("holders", ["nowhere"], 'holders is "nowhere": no agency has this code'),
        ("holder_types", ["club"], '"club" is not known'),
        ("parts", ["gossip"], '"gossip" is not known'),
        ("purposes", ["curiosity"], '"curiosity" is not known'),
        ("effect", "perhaps", 'effect is "perhaps"'),
        ("because", ..., "because: it is missing"),
    ],
)
def test_a_clause_of_the_agreements_is_checked_value_by_value(key, value, fault):
    (found,) = faults_of(changed(["agreements", "clauses", 0, key], value))
    assert "agreements.toml: clauses[ask-to-protect]." in found
    assert fault in found


def test_agreements_say_who_made_them_and_may_be_left_out():
    assert faults_of(changed(["agreements", "reason"], ...)) == [
        "agreements.toml: reason: say who agreed these clauses, and when."
    ]
    assert checked({name: one for name, one in TOLD.items() if name != "agreements"}).area.agreements.clauses == ()

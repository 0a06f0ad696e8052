"""Names are made ready so that what one person is called in two files can meet, and a stand-in is no name."""

import pyarrow as pa
import pytest

from wraparound.matching.fields import prepared


def ready(column, **given):
    """Return one prepared column as lists of values, from columns of text."""
    found = prepared({name: [pa.array(texts, pa.string())] for name, texts in given.items()}).columns[column]
    return [[] if value is None else [value] if isinstance(value, str) else value for value in found.to_pylist()]


def one(column, **given):
    """Return what one record's column holds."""
    (value,) = ready(column, **{name: [text] for name, text in given.items()})
    return value


@pytest.mark.parametrize("name", ["Baby", "BABY GIRL", "Unknown", "Twin 1", "tbc", "N/A", "xxx", "Infant of Sara", ""])
def test_a_stand_in_is_no_name_and_is_marked(name):
    assert one("given", given_names=name) == []
    assert one("initial", given_names=name) == []
    assert one("given_stand_in", given_names=name) == (["yes"] if name else [])


def test_an_empty_cell_of_a_database_stands_in_for_nobody():
    assert one("given", given_names="NULL") == []
    assert one("given_stand_in", given_names="NULL") == []


def test_a_real_name_is_never_marked_as_a_stand_in():
    assert ready("given_stand_in", given_names=["Ada", "Babita", None]) == [[], [], []]


def test_an_initial_is_kept_as_an_initial_only():
    assert one("given", given_names="J.") == []
    assert one("initial", given_names="J.") == ["j"]
    assert one("initial", given_names="Jamil") == ["j"]


def test_several_given_names_are_a_first_name_and_middle_names():
    assert one("given", given_names="Zoë Anne Marie") == ["zoe"]
    assert one("middle", given_names="Zoë Anne Marie") == ["anne", "marie"]
    assert one("middle_initial", given_names="Zoë Anne Marie") == ["a", "m"]


def test_middle_names_are_compared_only_where_files_have_them():
    assert "middle" not in prepared({"given_names": [pa.array(["Ada", "Bram"])]}).columns


def test_a_known_as_name_is_a_second_first_name():
    assert one("given", given_names="Katherine", known_as="Kit") == ["katherine", "kit"]


def test_spellings_and_short_forms_of_one_name_share_a_group():
    assert ready("given_group", given_names=["Muhammad", "Mohammed"])[0] == one("given_group", given_names="Mohamed")


def test_a_double_surname_is_itself_and_each_part():
    assert one("surname", surname="Okafor-Bell") == ["okafor bell", "okafor", "bell"]
    assert one("surname", surname="O'Neill") == ["oneill"]


def test_a_name_of_several_words_is_one_first_name_and_one_surname():
    assert one("given", given_names="Yu Xuan") == one("given", given_names="Yuxuan") == ["yuxuan"]
    assert one("given", given_names="Abdul Rahman Karim") == ["abdulrahman"]
    assert one("middle", given_names="Abdul Rahman Karim") == ["karim"]
    assert one("surname", surname="Al-Hassan") == ["alhassan", "hassan"]
    assert one("surname", surname="van den Berg") == ["vandenberg", "berg"]


@pytest.mark.parametrize(("given", "surname"), [("Yu Xuan", "Lu"), ("Huda", "Al-Hassan"), ("Simran", "Kaur")])
def test_names_of_several_words_meet_in_the_wrong_boxes(given, surname):
    boxes = {"given_names": [given, surname], "surname": [surname, given]}
    assert set(ready("given", **boxes)[0]) <= set(ready("surname", **boxes)[1])
    assert ready("name_pair", **boxes)[0][0] in ready("name_pair", **boxes)[1]


def test_a_surname_has_the_families_of_its_spellings():
    assert set(one("surname_group", surname="Wong")) == {"huang", "wang"}
    assert one("surname_group", surname="Khan") == ["khan"]


def test_names_of_two_naming_systems_are_told():
    assert ready("east_asian_given", given_names=["Wai Yin", "Ryan", "Baby"], surname=["Cao"] * 3) == [["yes"], [], []]
    assert ready("western_given", given_names=["Wai Yin", "Ryan", "Baby"], surname=["Cao"] * 3) == [[], ["yes"], []]
    assert ready("east_asian_surname", surname=["Cao", "Smith", "Unknown"]) == [["yes"], [], []]


def test_a_previous_surname_is_another_surname():
    assert one("surname", surname="Pugh", previous_surname="Rees") == ["pugh", "rees"]


def test_names_in_the_wrong_boxes_meet_in_the_pair_of_names():
    pairs = ready("name_pair", given_names=["Kaur", "Simran"], surname=["Simran", "Kaur"])
    assert pairs[0]
    assert pairs[0] == pairs[1]


@pytest.mark.parametrize("whole", ["OKAFOR, Ada Grace", "Ada Grace Okafor", "Miss Ada Grace Okafor"])
def test_a_name_in_one_column_is_read_whichever_way_round(whole):
    assert one("given", full_name=whole) == ["ada"]
    assert one("surname", full_name=whole) == ["okafor"]


def test_a_file_with_names_in_one_column_meets_a_file_with_two():
    given = {"given_names": ["Ada", None], "surname": ["Okafor", None], "full_name": [None, "OKAFOR, Ada"]}
    for column, value in (("given", "ada"), ("surname", "okafor")):
        assert ready(column, **given) == [[value], [value]]
    assert len({*map(tuple, ready("name_pair", **given))}) == 1


def test_a_surname_alone_and_a_first_name_alone_can_be_compared():
    assert [c.name for c in prepared({"surname": [pa.array(["Pugh"])]}).comparisons] == ["surname"]
    assert [c.name for c in prepared({"known_as": [pa.array(["Ada"])]}).comparisons] == ["given"]


def test_a_missing_name_is_missing_and_not_a_different_name():
    found = prepared({"given_names": [pa.array(["Ada", None])], "surname": [pa.array([None, "Pugh"])]})
    for name in ("given", "surname", "name_pair", "initial"):
        assert found.columns[name].null_count >= 1
    assert all(comparison.levels[0].is_null for comparison in found.comparisons)


def test_a_record_with_neither_first_name_nor_birth_date_is_marked():
    given = {"given_names": ["Ada", None, None, "Baby"], "birth_date": [None, "2014-03-25", None, None]}
    assert ready("nameless_stand_in", **given) == [[], [], ["yes"], ["yes"]]
    assert ready("nameless_stand_in", **given, known_as=[None, None, "Kit", None])[2:] == [[], ["yes"]]

"""The tables of data: whole, and free of contradictions."""

from wraparound.kernel.tables import rows


def test_no_given_name_is_in_two_groups_or_alone():
    groups = [row["variants"].split() for row in rows("variants.csv")]
    names = [name for group in groups for name in group]
    assert len(names) == len(set(names))
    assert all(len(group) > 1 for group in groups)


def test_the_variants_cover_many_naming_traditions():
    table = rows("variants.csv")
    traditions = [row["tradition"] for row in table]
    assert len(table) > 150
    assert sum(traditions.count(tradition) >= 8 for tradition in set(traditions)) >= 12


def test_variants_are_written_as_names_are_compared():
    assert all(
        name.isascii() and name.isalpha() and name.islower()
        for row in rows("variants.csv")
        for name in row["variants"].split()
    )


def test_surnames_are_written_as_names_are_compared_and_never_alone():
    families = [row["variants"].split() for row in rows("surnames.csv")]
    assert all(len(set(family)) == len(family) > 1 for family in families)
    assert all(name.isascii() and name.isalpha() and name.islower() for family in families for name in family)
    assert len({family[0] for family in families if family[0] not in {"han", "yang"}}) > 100


def test_no_word_that_needs_the_next_is_a_placeholder():
    words = {row["kind"]: set(row["words"].split("|")) for row in rows("name_words.csv")}
    assert not words["joins"] & (words["placeholder"] | words["empty"] | words["western"])
    assert words["western"] <= words["syllable"]


def test_every_one_off_bank_holiday_names_its_source():
    assert all(row["source"] and row["change"] in {"added", "removed"} for row in rows("bank_holidays.csv"))


def test_no_postcode_area_is_listed_twice():
    areas = [row["area"] for row in rows("postcode_areas.csv")]
    assert len(areas) == len(set(areas)) == 126


def test_each_rule_of_sound_is_given_once():
    rules = [(row["place"], row["found"]) for row in rows("sounds.csv")]
    assert len(rules) == len(set(rules))
    assert {place for place, _ in rules} == {"start", "any"}

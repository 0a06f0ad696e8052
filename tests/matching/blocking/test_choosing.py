"""Choosing blocking rules for a table that nobody has described."""

import numpy as np
import pytest

from tests.matching.plainly import store_of
from wraparound.matching.blocking import choosing
from wraparound.matching.blocking.blocks import blocks_of
from wraparound.matching.blocking.choosing import chosen_rules

FAMILIES = {"name": ["given", "sound"], "birth": ["birth", "year"], "home": ["postcode"]}


@pytest.fixture(scope="module")
def store():
    chance = np.random.default_rng(5)
    table = {
        "given": [f"n{k}" for k in chance.integers(0, 300, 2_000)],
        "birth": [f"{2005 + k % 18}-{k // 18 % 12 + 1:02}-01" for k in chance.integers(0, 216, 2_000)],
        "postcode": [f"QA{k % 9} {k}AA" if k % 5 else None for k in chance.integers(0, 500, 2_000)],
    }
    table["sound"] = [name[:2] for name in table["given"]]
    table["year"] = [day[:4] for day in table["birth"]]
    return store_of(table)


def test_a_rule_asks_one_column_of_a_field_at_most_and_no_two_rules_are_the_same(store):
    rules = chosen_rules(store, families=FAMILIES)
    field = {column: name for name, columns in FAMILIES.items() for column in columns}
    assert rules
    assert len(set(rules)) == len(rules) <= choosing.MOST_RULES
    assert all(len({field[c] for c in rule.columns}) == len(rule.columns) <= 3 for rule in rules)


def test_a_rule_brings_no_more_pairs_than_the_table_can_afford(store):
    for rule in chosen_rules(store, families=FAMILIES):
        brought = int(blocks_of(rule, store=store).pairs.sum())
        assert brought <= 1.2 * max(choosing.PAIRS_A_RECORD * len(store), choosing.PAIRS_AT_LEAST)


def test_the_same_table_is_given_the_same_rules(store):
    assert chosen_rules(store, families=FAMILIES) == chosen_rules(store, families=FAMILIES)


def test_a_person_who_moved_or_was_renamed_can_still_be_met(store):
    rules = chosen_rules(store, families=FAMILIES)
    for lost in FAMILIES.values():
        assert any(set(lost).isdisjoint(rule.columns) for rule in rules)


def test_a_column_that_is_nearly_always_empty_is_no_ground_for_a_rule():
    count = 400
    store = store_of({"given": [f"n{k % 90}" for k in range(count)], "school": ["a"] + [None] * (count - 1)})
    rules = chosen_rules(store, families={"name": ["given"], "school": ["school"]})
    assert all("school" not in rule.columns for rule in rules)


def test_a_column_that_puts_two_together_is_worth_a_rule_where_names_stand_in_another_order():
    names = [f"n{k % 60}" for k in range(4_000)]
    pair = [" ".join(sorted((a, b))) for a, b in zip(names, names[7:] + names[:7], strict=True)]
    store = store_of({"given": names, "surname": names[7:] + names[:7], "both": pair})
    families = {"given": ["given"], "surname": ["surname"], "both": ["both"]}
    rules = chosen_rules(store, families=families, made_of={"both": ("given", "surname")})
    assert any("both" in rule.columns for rule in rules)

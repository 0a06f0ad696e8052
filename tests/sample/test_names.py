"""Names come in thousands, fall as names do, and pass through families as each tradition has it."""

import numpy as np
import pytest

from wraparound.sample.names.families import families, given, handed_on, seconds
from wraparound.sample.names.inventory import given_names, surnames
from wraparound.sample.tables import TRADITIONS

COUNT = 400


def family_of(tradition: str, sex: int):
    rng = np.random.default_rng(3)
    number = np.full(COUNT, TRADITIONS.index(tradition))
    family = families(rng, tradition=number)
    sexes = np.full(COUNT, sex)
    second = seconds(rng, tradition=number, sex=sexes)
    return family, *handed_on(rng, family=family, household=np.arange(COUNT), sex=sexes, second=second)


@pytest.mark.parametrize("tradition", TRADITIONS)
def test_every_tradition_has_names_enough(tradition):
    assert len(surnames(tradition).words) > 60
    for sex in "mf":
        inventory = given_names(tradition, sex=sex)
        assert len(inventory.words) > 100
        assert len(set(inventory.words)) == len(inventory.words)


def test_there_are_tens_of_thousands_of_surnames_with_a_long_tail():
    assert len(surnames("british").words) > 60_000
    drawn = surnames("british").draw(np.random.default_rng(1), size=50_000)
    _, counts = np.unique(drawn.astype(str), return_counts=True)
    assert 0.006 < counts.max() / 50_000 < 0.02
    assert (counts == 1).sum() > 5_000


def test_singh_and_kaur_are_for_men_and_for_women():
    for sex, title in ((0, "Singh"), (1, "Kaur")):
        _, second, surname = family_of("sikh", sex)
        assert ((second == title) ^ (surname == title)).mean() > 0.95


def test_by_custom_a_pakistani_son_takes_his_fathers_name_and_a_daughter_does_not():
    family, _, surname = family_of("pakistani", 0)
    assert (surname == family.father)[family.custom].all()
    family, _, surname = family_of("pakistani", 1)
    assert (surname != family.father)[family.custom].mean() > 0.9


def test_two_surnames_and_endings_by_sex():
    _, _, surname = family_of("iberian", 1)
    assert np.mean([" " in name for name in surname]) > 0.5
    _, _, hers = family_of("polish", 1)
    _, _, his = family_of("polish", 0)
    assert any(name.endswith("ska") for name in hers)
    assert not any(name.endswith("ska") for name in his)


def test_a_somali_child_carries_the_fathers_name_second():
    family, second, _ = family_of("somali", 1)
    named = np.asarray([name is not None for name in second])
    assert (second[named] == family.father[named]).all()


def test_the_same_seed_gives_the_same_names():
    tradition, sex = np.zeros(50, dtype=int), np.ones(50, dtype=int)
    one, other = (given(np.random.default_rng(2), tradition=tradition, sex=sex).tolist() for _ in range(2))
    assert one == other

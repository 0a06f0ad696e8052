"""What two people show who do not share a field."""

import numpy as np
import pytest

from wraparound.matching.model import HOUSEHOLD, NAMESAKES, TWINS, Shares, unshared

U = np.array([0.0, 0.01, 0.19, 0.5, 0.3])  # missing, same, alike, a generation apart, else
NULL, PARENTAL = np.array([True, *[False] * 4]), np.array([*[False] * 3, True, False])
NOBODY = np.zeros(5, bool)


def shown(kind, *, shares, parental=NOBODY):
    return unshared(kind, shares=shares, u=U, null=NULL, parental=parental)


@pytest.mark.parametrize("kind", [HOUSEHOLD, TWINS, NAMESAKES])
def test_a_field_of_ones_own_agrees_by_chance(kind):
    assert shown(kind, shares=Shares.NOBODY)[1:].tolist() == U[1:].tolist()


@pytest.mark.parametrize("kind", [HOUSEHOLD, TWINS, NAMESAKES])
def test_a_relatives_number_may_stand_for_ones_own(kind):
    rare = U * np.array([1, 1e-6, 1, 1, 1])
    assert unshared(kind, shares=Shares.MISTAKEN, u=rare, null=NULL, parental=NOBODY)[1] == 0.002


def test_a_parent_and_child_of_one_name_were_born_a_generation_apart():
    of_namesakes = shown(NAMESAKES, shares=Shares.TWINS, parental=PARENTAL)
    assert of_namesakes[1:].sum() == pytest.approx(1.0)
    assert of_namesakes[3] == pytest.approx(0.98)
    assert of_namesakes[1] / of_namesakes[4] == pytest.approx(U[1] / U[4])


def test_two_of_one_home_may_be_of_any_age():
    assert shown(HOUSEHOLD, shares=Shares.TWINS, parental=PARENTAL)[1:].tolist() == U[1:].tolist()

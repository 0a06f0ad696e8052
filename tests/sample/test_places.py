"""Nobody can live at the sample's addresses, and about fifteen homes share a postcode."""

import numpy as np

from wraparound.kernel.postcodes import is_invented, normal_postcode
from wraparound.sample.places import homes


def test_every_postcode_is_well_written_and_in_an_area_not_in_use():
    for area in (0, 3, 22, 40, 180):
        for code in set(homes(np.random.default_rng(1), area=area, size=3_000).postcode):
            assert normal_postcode(code) == code
            assert is_invented(code)


def test_about_fifteen_homes_share_a_postcode():
    made = homes(np.random.default_rng(1), area=0, size=30_000)
    assert len(made.number) >= 30_000
    assert 13 < len(made.number) / len(set(made.postcode)) < 17


def test_two_areas_share_no_postcode():
    several = [set(homes(np.random.default_rng(area), area=area, size=9_000).postcode) for area in (0, 1, 23, 46)]
    assert sum(map(len, several)) == len(set().union(*several))


def test_two_homes_of_one_postcode_have_two_addresses():
    made = homes(np.random.default_rng(4), area=0, size=5_000)
    lines = list(zip(made.number, made.street, made.postcode, strict=True))
    assert len(set(lines)) == len(lines)

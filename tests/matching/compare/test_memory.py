"""Reading and writing by address."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from wraparound.matching.compare.memory import (
    LANES,
    address,
    float64_at,
    gone16,
    int32_at,
    int64_at,
    many16,
    put_int64,
    same16,
    uint16_at,
    uint64_at,
)

codes = st.lists(st.integers(-3, 3), min_size=LANES, max_size=LANES)


@njit
def _told(small, plain, wide, real, k):
    return uint16_at(small, k), int32_at(plain, k), int64_at(wide, k), uint64_at(wide, k), float64_at(real, k)


@njit
def _written(place, k, value):
    put_int64(place, k, value)


@njit
def _bits(left, right):
    return same16(left, right), gone16(left, right), many16(left, right)


def test_each_kind_of_number_is_read_where_it_lies():
    small, plain = np.array([1, 65_535], np.uint16), np.array([5, -7], np.int32)
    wide, real = np.array([1, -1], np.int64), np.array([0.5, -2.25])
    places = [address(array) for array in (small, plain, wide, real)]
    assert _told(*places, 1) == (65_535, -7, -1, 2**64 - 1, -2.25)


def test_a_number_is_written_where_it_is_told_and_nowhere_else():
    room = np.zeros(3, np.int64)
    _written(address(room), 1, -9)
    assert room.tolist() == [0, -9, 0]


def test_an_array_with_gaps_has_no_address():
    with pytest.raises(ValueError, match="contiguous"):
        address(np.zeros((4, 4))[:, 1])


@given(codes, codes)
def test_sixteen_codes_are_compared_at_a_step(left, right):
    a, b = np.array(left, np.int32), np.array(right, np.int32)
    same, gone, many = _bits(address(a), address(b))
    each = range(LANES)
    assert same == sum(1 << k for k in each if a[k] == b[k])
    assert gone == sum(1 << k for k in each if a[k] == 0 or b[k] == 0)
    assert many == sum(1 << k for k in each if a[k] < 0 or b[k] < 0)

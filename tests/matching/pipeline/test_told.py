"""What a table tells of records is found again by their source and id."""

import pyarrow as pa

from wraparound.matching.pipeline.told import Told


def told_of(*rows):
    """Take rows of key and value in, two at a time."""
    told = Told(["person"])
    for begin in range(0, len(rows), 2):
        keys, values = (pa.array(column, pa.string()) for column in zip(*rows[begin : begin + 2], strict=True))
        told.add(keys, columns={"person": values})
    return told.settle()


def asked(told, *keys):
    """Give what is told of some records."""
    codes = told.codes("person", at=told.places(pa.array(keys, pa.string())))
    return [None if code < 0 else told.values("person")[int(code)].as_py() for code in codes]


def test_what_is_told_part_by_part_is_found_whatever_the_order():
    told = told_of(("a", "x"), ("b", "y"), ("c", "x"), ("d", None))
    assert asked(told, "d", "c", "a", "b", "e") == [None, "x", "x", "y", None]


def test_of_what_is_told_twice_the_first_counts():
    assert asked(told_of(("a", "x"), ("b", "y"), ("a", "z")), "a") == ["x"]


def test_where_nothing_is_told_nobody_is_found():
    assert asked(told_of(), "a") == [None]

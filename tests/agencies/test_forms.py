"""What a reader asks of the directory is understood, and nonsense narrows nothing."""

import pytest

from wraparound.agencies.forms import DirectoryFilter


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, {"name": "", "kind": ""}),
        ({"name": " homes ", "type": "housing"}, {"name": "homes", "kind": "housing"}),
        ({"type": "castle"}, {"name": "", "kind": ""}),
        ({"name": "x" * 101}, {"name": "", "kind": ""}),
    ],
)
def test_what_is_understood_narrows_the_list(given, asked):
    assert DirectoryFilter(given).asked() == asked

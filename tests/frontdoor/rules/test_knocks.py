"""Floods are marked, never refused silently."""

import pytest

from wraparound.frontdoor.rules.knocks import MARKED_FROM, MOST_PUBLIC, WITHIN, remark_on
from wraparound.frontdoor.words.drafts import KnockKind


@pytest.mark.parametrize(
    ("earlier", "trapped", "words"),
    [(0, False, ""), (MARKED_FROM - 1, False, ""), (MARKED_FROM, False, "same network"), (0, True, "no person sees")],
)
def test_what_whoever_reads_a_worry_is_told_of_how_it_came(earlier, trapped, words):
    remark = remark_on(earlier, trapped=trapped)
    assert (words in remark) if words else remark == ""


def test_a_worry_is_marked_long_before_anybody_is_asked_to_telephone():
    assert MARKED_FROM < MOST_PUBLIC
    assert set(WITHIN) == set(KnockKind)

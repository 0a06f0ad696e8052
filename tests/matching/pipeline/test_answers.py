"""A log of answers is settled: the latest of each pair, and nothing that newer ones rule out."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from wraparound.matching.pipeline.answers import Said, resolved_answers
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.words import Answer

KEYS = keys_of(pa.array(["s"] * 6), ids=pa.array([str(k) for k in range(6)]))
DAY = datetime(2026, 9, 1, tzinfo=UTC)


def said(left, right, answer, *, day=0):
    return Said(("s", str(left)), ("s", str(right)), answer, "ann", DAY + timedelta(days=day))


LOG = st.lists(
    st.builds(said, st.integers(0, 7), st.integers(0, 7), st.sampled_from(Answer), day=st.integers(0, 9)), max_size=20
)


def pairs(found):
    return {frozenset(pair) for pair in found.tolist()}


def test_the_latest_answer_about_a_pair_counts_whichever_way_round():
    log = [said(0, 1, Answer.SAME, day=1), said(1, 0, Answer.DIFFERENT, day=2), said(2, 3, Answer.SAME)]
    found = resolved_answers(reversed(log), keys=KEYS)
    assert (pairs(found.same), pairs(found.different)) == ({frozenset({2, 3})}, {frozenset({0, 1})})


def test_cannot_tell_takes_an_earlier_answer_back():
    log = [said(0, 1, Answer.SAME, day=1), said(0, 1, Answer.CANNOT_TELL, day=2)]
    found = resolved_answers(log, keys=KEYS)
    assert (len(found.same), len(found.different), len(found.unsure), len(found.asked)) == (0, 0, 1, 1)


def test_an_answer_that_newer_ones_rule_out_is_not_used_and_told():
    log = [said(0, 2, Answer.DIFFERENT), said(0, 1, Answer.SAME, day=1), said(1, 2, Answer.SAME, day=2)]
    found = resolved_answers(log, keys=KEYS)
    assert (len(found.same), len(found.different), found.contrary) == (2, 0, 1)


def test_without_a_time_the_order_of_the_log_decides():
    log = [Said(("s", "0"), ("s", "1"), Answer.SAME), Said(("s", "0"), ("s", "1"), Answer.DIFFERENT)]
    assert len(resolved_answers(log, keys=KEYS).different) == 1


def test_answers_about_records_that_are_not_here_are_counted():
    found = resolved_answers([said(0, 77, Answer.SAME)], keys=KEYS)
    assert (len(found.same), found.elsewhere) == (0, 1)


@settings(deadline=None)
@given(LOG)
def test_the_answers_in_force_never_contradict_one_another(log):
    found = resolved_answers(log, keys=KEYS)
    group = {k: {k} for k in range(6)}
    for a, b in found.same.tolist():
        whole = group[a] | group[b]
        for k in whole:
            group[k] = whole
    assert all(b not in group[a] for a, b in found.different.tolist())
    assert not pairs(found.same) & pairs(found.different)


@settings(deadline=None)
@given(LOG)
def test_every_line_of_the_log_is_accounted_for(log):
    found = resolved_answers(log, keys=KEYS)
    about = {frozenset((one.left, one.right)) for one in log}
    of_one = sum(len(pair) == 1 and next(iter(pair))[1] < "6" for pair in about)
    assert len(found.asked) + found.elsewhere + found.contrary + of_one == len(about)

"""What would turn under other agreements, held against deciding every line by itself."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.agreeing import PARTIES, agreed, clause, question
from tests.exchange.rules.test_deciding import CLAUSES, KINDS, PURPOSES
from wraparound.access.words import Purpose
from wraparound.exchange.rules import Policy, may_tell
from wraparound.exchange.rules.rehearsal import EXAMPLES, Past, rehearsed
from wraparound.exchange.words import Effect, Kind, Part

ON = date(2026, 9, 1)
LINES = st.lists(
    st.tuples(
        st.sampled_from(list(PARTIES)), st.sampled_from(list(PARTIES)), st.sampled_from([str(one) for one in KINDS]),
        st.sampled_from([str(one) for one in PURPOSES]),
        st.lists(st.sampled_from([str(one) for one in Part]), min_size=1, max_size=4, unique=True).map(tuple),
        st.sampled_from([None, 7, 8, 9]),
    ),
    max_size=30,
)  # fmt: skip


@given(CLAUSES, CLAUSES, LINES)
def test_every_line_counts_as_it_would_be_decided_by_itself(before, after, lines):
    now, then = (Policy(agreed(*(clause(f"c{n}", **one) for n, one in enumerate(some)))) for some in (before, after))
    past = [Past(number, *line) for number, line in enumerate(lines)]
    turned = [one for line in past if (one := plainly(line, now, then))]
    found = rehearsed(past, now=now, then=then, on=ON)
    assert (found.asked, found.changed) == (len(past), len(turned))
    assert found.allowed == sum(yes for one in turned for yes in one)
    assert found.refused == sum(not yes for one in turned for yes in one)
    assert sum(one.count for one in found.turned) == found.allowed + found.refused
    assert all(0 < len(one.examples) <= min(EXAMPLES, one.count) for one in found.turned)


def plainly(line, now, then):
    """Give, for each part of a line that turns, whether it would be allowed."""
    found = []
    for part in line.parts:
        asked = question(
            holder=line.holder, recipient=line.recipient, kind=Kind(line.kind), purpose=Purpose(line.purpose),
            part=Part(part), person=line.person, on=ON,
        )  # fmt: skip
        was, will = may_tell(asked, policy=now).allowed, may_tell(asked, policy=then).allowed
        if was is not will:
            found.append(will)
    return found


def test_what_turns_is_told_with_both_sentences_and_its_lines():
    lines = [Past(number, "housing", "social-care", "housing", "need", ("known",), 7) for number in range(9)]
    now, then = Policy(agreed(clause("yes"))), Policy(agreed(clause("yes"), clause("no", effect=Effect.EXCLUDE)))
    (turned,) = rehearsed(lines, now=now, then=then, on=ON).turned
    assert (turned.count, turned.examples) == (9, [0, 1, 2, 3, 4])
    assert (turned.now.clause, turned.then.clause) == ("yes", "no")
    assert rehearsed(lines, now=now, then=now, on=ON).turned == ()

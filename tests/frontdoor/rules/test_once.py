"""Each child is told of once."""

from hypothesis import given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.once import each_once
from wraparound.frontdoor.words.telling import ChildTold

CHILDREN = st.builds(
    ChildTold, code=st.sampled_from(["", "P-1", "P-2"]), name=st.sampled_from(["", "Jo"]), unborn=st.booleans()
)


@given(st.lists(CHILDREN, max_size=6))
def test_nobody_who_says_anything_is_lost_and_nobody_is_chosen_twice(children):
    told = each_once(children)
    codes = [one.code for one in told if one.code]
    assert len(codes) == len(set(codes))
    assert set(codes) == {one.code for one in children if one.code}
    assert [one for one in told if not one.code] == [
        one for one in children if not one.code and (one.name or one.unborn)
    ]

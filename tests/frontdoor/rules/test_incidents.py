"""Rows of one incident are one contact, and later rows add what is new of them: nothing twice, nothing lost."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.incidents import key_of_incident, more_of, telling_of
from wraparound.frontdoor.rules.notice_shapes import notice_shapes
from wraparound.frontdoor.words import Teller
from wraparound.frontdoor.words.notices import Notice
from wraparound.frontdoor.words.telling import ChildTold, Referrer

POLICE = notice_shapes()["police"]
JO = Referrer(teller=Teller.PROFESSIONAL, name="PC Jo Farrant", role="4711")
HATTIE = ChildTold(name="Hattie Alder", born="2015-02-03")
FIRST = Notice("INC-1", date(2026, 8, 31), "22:14", ("Found alone.",), HATTIE, ("what they said: hungry",), JO)
SAM = replace(FIRST, child=ChildTold(name="Sam Alder"), of_child=())
NOTICES = st.builds(
    replace,
    st.just(FIRST),
    words=st.lists(st.sampled_from(["Found alone.", "A bruise.", "Shouting."]), min_size=1, max_size=3).map(tuple),
    child=st.sampled_from([HATTIE, ChildTold(name="Sam"), ChildTold(described="a boy of six"), ChildTold(name="SAM")]),
)


def told(*notices):
    return telling_of(notices, shape=POLICE, agency="police", key="k")


def test_one_telling_says_once_what_all_rows_say():
    telling = told(FIRST, SAM)
    assert telling.story.split("\n\n") == [
        "Police notification INC-1: 31 August 2026, 22:14.", "Found alone.", "Hattie Alder, what they said: hungry"
    ]  # fmt: skip
    assert [one.name for one in telling.children] == ["Hattie Alder", "Sam Alder"]
    assert (telling.referrer.agency, telling.other, telling.happened_on) == ("police", "INC-1", date(2026, 8, 31))


def test_another_who_tells_is_named_in_the_story():
    ash = Referrer(teller=Teller.PROFESSIONAL, name="PC Ash", phone="04632 960111")
    assert told(FIRST, replace(SAM, who=ash)).story.endswith("Also told by PC Ash (04632 960111).")


def test_a_later_row_adds_a_child_or_what_is_known_of_one_now():
    home = replace(FIRST, child=replace(HATTIE, address="4 Copper Row"), words=("Found alone.",))
    assert more_of([FIRST], before=[FIRST]).words == ""
    assert more_of([home], before=[FIRST]).words == "Hattie Alder, address: 4 Copper Row"
    more = more_of([SAM], before=[FIRST])
    assert ([one.name for one in more.children], more.words) == (["Sam Alder"], "It is also about Sam Alder.")


def test_an_incident_is_one_of_its_agency_and_kind():
    told_by = [("police", "police", "1"), ("police", "police", "2"), ("police", "hospital", "1"), ("x", "police", "1")]
    keys = {key_of_incident(agency, kind=kind, reference=reference) for agency, kind, reference in told_by}
    assert len(keys) == 4
    assert all(len(key) <= 80 for key in keys)


@given(st.lists(NOTICES, min_size=1, max_size=6), st.lists(NOTICES, min_size=1, max_size=6))
def test_told_again_nothing_is_new_and_every_word_and_child_is_held_once(first, then):
    assert more_of(first, before=first).words == ""
    more = more_of(then, before=first)
    held = told(*first).story + more.words
    assert all(word in held for one in then for word in one.words)
    assert more_of(then, before=[*first, *then]).words == ""
    names = [(one.name or one.described).casefold() for one in (*told(*first).children, *more.children)]
    assert len(names) == len(set(names))

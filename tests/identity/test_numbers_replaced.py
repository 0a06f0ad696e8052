"""Numbers that others have replaced: which are former, how a record carries them on, and which contradict another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.feeds.rules import row_of
from wraparound.feeds.words import ColumnMap, Use
from wraparound.identity.rules.indexed import indexed
from wraparound.identity.rules.numbers import Former, carried_on, former_in, standing, states_of, with_former
from wraparound.identity.words import NumberKind, NumberState

A, B, C = "9990000018", "9997345126", "9995200015"
PERMANENT, TEMPORARY = "C101200019009", "F82020001200B"
SINCE, DAY, LATER = date(2026, 1, 5), date(2026, 5, 1), date(2026, 9, 1)
NHS, UPN = NumberKind.NHS_NUMBER, NumberKind.UPN


def nhs(*stand, former=()):
    return with_former({"nhs_number": list(stand)} | ({"former_nhs_number": list(former)} if former else {}))


def change(now, before, *, since=SINCE, on=DAY):
    return carried_on(now, before=before, since=since, on=on)


@pytest.mark.parametrize(
    ("columns", "stands", "former"),
    [
        ({"UPN": PERMANENT, "FormerUPN": TEMPORARY}, [PERMANENT], [TEMPORARY]),
        ({"FormerUPN": TEMPORARY, "UPN": PERMANENT}, [PERMANENT], [TEMPORARY]),
        ({"UPN": PERMANENT, "FormerUPN": PERMANENT.lower()}, [PERMANENT], []),
        ({"FormerUPN": TEMPORARY, "Verified": "true"}, [], [TEMPORARY]),
    ],
)
def test_a_column_names_a_former_number_wherever_it_stands(columns, stands, former):
    fields = {"UPN": "upn", "FormerUPN": "former_upn", "Verified": "upn_verified"}
    by_map = ColumnMap("Id", {name: Use(fields[name]) for name in columns})
    said = row_of({"Id": "1", **columns}, by_map=by_map, as_of=DAY).said
    assert standing(said, kind=UPN) == stands
    assert [one.number for one in former_in(said, kind=UPN)] == former
    assert said["upn"] == stands + former, "linking reads both"
    assert ("upn_verified" in said) == ("Verified" in columns and bool(stands)), "nobody verified the former one"


def test_a_number_whose_place_another_takes_is_former_from_then_on():
    now, is_new = change({"nhs_number": [B]}, {"nhs_number": [A]})
    assert is_new
    assert standing(now, kind=NHS) == [B]
    assert former_in(now, kind=NHS) == [Former(A, SINCE, DAY)]
    assert now["nhs_number"] == [B], "linking does not read what its source says no more"
    later, is_new = change({"nhs_number": [C]}, now, on=LATER)
    assert is_new
    assert former_in(later, kind=NHS) == [Former(A, SINCE, DAY), Former(B, DAY, LATER)]
    assert indexed(later)["nhs_number"] == [C, A, B], "all of them find the child"
    assert indexed(later, withheld=[A]).get("former_nhs_number") != [A, B]
    assert A not in str(indexed(later, withheld=[A])["nhs_number"])


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ([A], [A[:-2] + "81"], "no number is replaced by what is none"),
        (["9990000019"], [A], "what was no number was put right"),
        (["9990000026"], [A], "so like the other that it was put right"),
        ([A], [], "nothing took its place"),
        ([A], ["999 000 0018"], "it is the same, written otherwise"),
    ],
)
def test_a_number_that_is_put_right_or_left_out_is_not_former(before, now, why):
    told, is_new = change({"nhs_number": now}, {"nhs_number": before})
    assert (former_in(told, kind=NHS), is_new) == ([], False), why


def test_what_a_source_calls_former_is_so_however_like_the_other_it_is():
    told, is_new = change(nhs(A, former=["9990000026"]), nhs("9990000026"))
    assert is_new
    assert former_in(told, kind=NHS) == [Former("9990000026", SINCE, DAY)]
    again, is_new = change(nhs(A, former=["9990000026"]) | {"sex": ["F"]}, told, on=LATER)
    assert not is_new
    assert former_in(again, kind=NHS) == [Former("9990000026", SINCE, DAY)]


def test_a_number_that_comes_back_stands_again():
    now, _ = change(nhs(B), nhs(A))
    back, _ = change(nhs(A), now, on=LATER)
    assert standing(back, kind=NHS) == [A]
    assert former_in(back, kind=NHS) == [Former(B, DAY, LATER)]


@pytest.mark.parametrize(
    ("records", "kind", "states"),
    [
        ([nhs(B, former=[A]), nhs(A)], NHS, {A: "former", B: "stands"}),
        ([nhs(A), nhs(B)], NHS, {A: "stands", B: "stands"}),
        ([nhs(B, former=[A]), nhs(A, former=[B])], NHS, {A: "stands", B: "stands"}),
        ([{"upn": [TEMPORARY]}, {"upn": [PERMANENT]}], UPN, {TEMPORARY: "temporary", PERMANENT: "stands"}),
        ([{"upn": [TEMPORARY]}], UPN, {TEMPORARY: "stands"}),
    ],
)
def test_a_former_number_contradicts_nobody_and_two_that_stand_do(records, kind, states):
    expected = {number: NumberState(state) for number, state in states.items()}
    assert states_of(records, kind=kind) == expected
    assert states_of(records[::-1], kind=kind) == expected


@given(st.lists(st.sampled_from([A, B, C, "9990000026", ""]), min_size=1, max_size=8))
def test_whatever_a_record_says_in_turn_the_last_stands_and_nothing_that_was_replaced_is_lost(told):
    held, said = {}, set()
    for number in told:
        held, _ = change({"nhs_number": [number]} if number else {}, held)
        assert standing(held, kind=NHS) == ([number] if number else [])
        former = {one.number for one in former_in(held, kind=NHS)}
        assert said - {number} <= former
        said = former

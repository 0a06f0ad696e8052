"""Who is joined and who is kept apart, in the families and records where it is easiest to be wrong."""

import pytest

from wraparound.kernel.identifiers import nhs_check_digit

HOME = {
    "address": "7 Alder Wynd, Quarton",
    "postcode": "QA9 7XY",
    "phone": "04599 900471",
    "carer_name": "Oriane Tavish",
}
CHILD = HOME | {"given_names": "Marisol", "surname": "Tavish", "birth_date": "2015-04-17", "sex": "F"}
SOURCES = ("health", "schools", "social_care")


def number(k):
    nine = next(f"999{n:06}" for n in range(7 * k, 7 * k + 7) if nhs_check_digit(f"999{n:06}") is not None)
    return nine + str(nhs_check_digit(nine))


def record(name, *, source="health", **known):
    return {"id": name, "source": source, **known}


def held(name, known):
    """Return one record in each of three sources, named after the person and the source."""
    return [record(f"{name} {source}", source=source, **known) for source in SOURCES]


def names(*persons):
    return [f"{person} {source}" for person in persons for source in SOURCES]


def test_one_child_in_three_files_is_one_person(linking):
    found = linking(held("m", CHILD))
    assert frozenset(names("m")) in found.persons


def test_twins_of_one_birth_date_stay_apart_across_three_files(linking):
    found = linking(held("m", CHILD) + held("t", CHILD | {"given_names": "Corbin", "sex": "M"}))
    assert {frozenset(names("m")), frozenset(names("t"))} <= found.persons


def test_a_twin_whose_name_is_not_known_waits_for_a_person(linking):
    unknown = record("baby", source="police", **(CHILD | {"given_names": "Twin 1"}))
    found = linking([*held("m", CHILD), *held("t", CHILD | {"given_names": "Corbin", "sex": "M"}), unknown])
    assert frozenset({"baby"}) in found.persons


def test_siblings_of_one_home_stay_apart(linking):
    found = linking(held("m", CHILD) + held("s", CHILD | {"given_names": "Corbin", "birth_date": "2017-09-02"}))
    assert {frozenset(names("m")), frozenset(names("s"))} <= found.persons


def test_a_parent_and_child_of_one_name_stay_apart(linking):
    found = linking(held("m", CHILD) + held("p", CHILD | {"birth_date": "1988-11-23"}))
    assert found.apart("m health", "p health")
    assert {frozenset(names("m")), frozenset(names("p"))} <= found.persons


def test_the_ends_of_a_chain_that_contradict_are_not_joined(linking):
    middle = {name: CHILD[name] for name in ("surname", "birth_date", "postcode", "address")}
    one = CHILD | {"nhs_number": number(901), "nhs_number_verified": True}
    other = CHILD | {"given_names": "Corbin", "sex": "M", "nhs_number": number(902), "nhs_number_verified": True}
    found = linking([*held("a", one), record("b", source="police", **middle), *held("c", other)])
    assert found.apart("a health", "c health")
    assert found.together(*names("a"))
    assert found.together(*names("c"))


@pytest.mark.parametrize("between", [0, 1, 4])
def test_two_verified_numbers_that_differ_never_join_whatever_links_them(linking, between):
    one = record("a", **CHILD, nhs_number=number(901), nhs_number_verified=True)
    other = record("b", source="schools", **CHILD, nhs_number=number(950), nhs_number_verified=True)
    links = [record(f"c{k}", source="police", **CHILD) for k in range(between)]
    assert linking([one, other, *links]).apart("a", "b")


def test_two_verified_numbers_join_when_a_person_says_so(linking):
    one = record("a", **CHILD, nhs_number=number(901), nhs_number_verified=True)
    other = record("b", source="schools", **CHILD, nhs_number=number(950), nhs_number_verified=True)
    assert linking([one, other], said=[("a", "b", "same")]).together("a", "b")


def test_lone_records_with_verified_numbers_that_differ_never_join(linking):
    few = {"given_names": "Marisol", "surname": "Tavish", "birth_date": "2015-04-17"}
    one = record("a", **few, nhs_number=number(901), nhs_number_verified=True)
    other = record("b", source="schools", **few, nhs_number=number(950), nhs_number_verified=True)
    assert linking([one, other]).apart("a", "b")


def test_a_number_that_was_not_verified_may_be_wrong(linking):
    one = record("a", **CHILD, nhs_number=number(901), nhs_number_verified=True)
    other = record("b", source="schools", **CHILD, nhs_number=number(950), nhs_number_verified=False)
    assert linking([one, other]).together("a", "b")


def test_a_source_that_forbids_duplicates_holds_each_person_once(linking):
    doubles = [record("a", source="schools", **CHILD), record("b", source="schools", **CHILD)]
    link = record("c", source="police", **CHILD)
    assert linking([*doubles, link]).together("a", "b", "c")
    assert linking([*doubles, link], forbidden=["schools"]).apart("a", "b")


def test_an_identifier_shared_by_mistake_does_not_drag_a_family_together(linking):
    mistaken = {"nhs_number": number(901)}
    family = [
        *held("m", CHILD | mistaken),
        *held("s", CHILD | mistaken | {"given_names": "Corbin", "sex": "M", "birth_date": "2017-09-02"}),
        *held("p", CHILD | mistaken | {"given_names": "Oriane", "birth_date": "1988-11-23"}),
    ]
    found = linking(family)
    assert found.apart("m health", "s health", "p health")


@pytest.mark.parametrize("name", ["Baby", "Unknown", "Baby Girl"])
def test_a_baby_without_a_name_is_not_joined_on_what_its_home_shares(linking, name):
    found = linking([*held("m", CHILD), record("baby", source="police", **(CHILD | {"given_names": name}))])
    assert frozenset({"baby"}) in found.persons
    assert found.weight("baby", "m health") < 0


def test_a_baby_without_a_name_is_joined_by_its_own_number(linking):
    own = {"nhs_number": number(901)}
    baby = record("baby", source="police", **(CHILD | own | {"given_names": "Baby"}))
    assert linking([*held("m", CHILD | own), baby]).together("baby", "m health")


def test_a_default_date_is_not_joined_on_what_its_home_shares(linking):
    shared = HOME | {"surname": "Tavish", "birth_date": "2015-01-01"}
    found = linking([record("a", **shared), record("b", source="schools", **shared)])
    assert found.apart("a", "b")


def test_an_address_that_many_share_weighs_little(linking):
    house = {"address": "Larkfield House, Quarton", "postcode": "QA9 8ZZ", "phone": "04599 900472"}
    given = [
        "Tamsin",
        "Osric",
        "Brielle",
        "Lowen",
        "Sabra",
        "Dunstan",
        "Jory",
        "Merryn",
        "Petroc",
        "Elowen",
        "Kerensa",
        "Cador",
    ]
    children = [
        record(
            f"c{k}", source=SOURCES[k % 3], given_names=name, surname="Ormsby", birth_date=f"20{6 + k:02}-05-2{k % 9}"
        )
        for k, name in enumerate(given)
    ]
    pair = {"given_names": "Ysolde", "surname": "Crane", "birth_date": "2014-06-21"}
    crowd = [child | house for child in children]
    in_a_crowd = [record("x", **pair, **house), record("y", source="schools", **pair, **house)]
    found, alone = linking([*crowd, *in_a_crowd]), linking([*children, *in_a_crowd])
    assert found.apart(*(child["id"] for child in children))
    assert found.together("x", "y")
    assert found.against_chance("x", "y") < alone.against_chance("x", "y") - 3


def test_an_adopted_childs_two_identities_are_held_apart_by_a_list(linking):
    former = held("former", CHILD)
    new = held("new", CHILD | {"known_as": "Mari"})
    assert linking(former + new).together(*names("former", "new"))
    apart = [(a, b, "different") for a in names("former") for b in names("new")]
    found = linking(former + new, said=apart)
    assert {frozenset(names("former")), frozenset(names("new"))} <= found.persons


def test_answers_win_over_what_the_engine_finds(linking):
    one, other = held("m", CHILD), held("s", CHILD | {"given_names": "Corbin", "birth_date": "2017-09-02"})
    found = linking(one + other, said=[("m health", "s health", "same"), ("m health", "m police", "different")][:1])
    assert found.together("m health", "s health")
    found = linking(one + other, said=[("m health", "m schools", "different")])
    assert found.apart("m health", "m schools")


def test_answers_win_over_a_source_that_forbids_duplicates(linking):
    doubles = [record("a", source="schools", **CHILD), record("b", source="schools", **CHILD)]
    assert linking(doubles, forbidden=["schools"], said=[("a", "b", "same")]).together("a", "b")


def test_an_answer_holds_in_a_later_run_with_more_records(linking):
    said = [("m health", "m schools", "different")]
    assert linking(held("m", CHILD), said=said).apart("m health", "m schools")
    more = [record(f"late {k}", source="police", **CHILD) for k in range(3)]
    found = linking([*held("m", CHILD), *more], said=said)
    assert found.apart("m health", "m schools")


def test_what_is_said_of_two_records_says_what_follows_for_others(linking):
    records = [record(name, source=source, **CHILD) for name, source in zip("abc", SOURCES, strict=True)]
    found = linking(records, said=[("a", "b", "same"), ("b", "c", "different")])
    assert found.together("a", "b")
    assert found.apart("a", "c")


def test_missing_is_not_different(linking):
    less = {name: CHILD[name] for name in ("given_names", "surname", "birth_date", "postcode")}
    found = linking([record("a", **CHILD), record("b", source="schools", **less)])
    assert found.together("a", "b")


def test_a_record_with_neither_name_nor_date_is_not_joined_on_what_its_home_shares(linking):
    nobody = record("n", source="police", surname="Tavish", sex="F", **HOME)
    assert frozenset({"n"}) in linking([*held("m", CHILD), nobody]).persons


def test_a_western_name_beside_a_chinese_one_is_one_child(linking):
    child = CHILD | {"given_names": "Wai Yin", "surname": "Cheung"}
    found = linking([*held("w", child), record("r", source="housing", **(child | {"given_names": "Rosalind"}))])
    assert frozenset([*names("w"), "r"]) in found.persons


def test_twins_with_a_western_and_a_chinese_name_each_stay_apart(linking):
    one = CHILD | {"given_names": "Wai Yin", "known_as": "Rosalind", "surname": "Cheung"}
    other = CHILD | {"given_names": "Wai Man", "known_as": "Corbin", "surname": "Cheung", "sex": "M"}
    found = linking(held("o", one) + held("t", other))
    assert {frozenset(names("o")), frozenset(names("t"))} <= found.persons


def test_a_child_called_by_a_later_given_name_is_found(linking):
    child = CHILD | {"given_names": "Marisol Oluwaseun"}
    found = linking([*held("m", child), record("o", source="housing", **(CHILD | {"given_names": "Oluwaseun"}))])
    assert frozenset([*names("m"), "o"]) in found.persons

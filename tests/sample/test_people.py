"""The people keep to the national figures, and twins, siblings and parents share what they really share."""

from collections import Counter

import numpy as np
import pyarrow.compute as pc
import pytest

from wraparound.kernel.identifiers import normal_nhs_number, normal_upn
from wraparound.sample.tables import rows


@pytest.fixture(scope="module")
def people(area):
    return area.persons.to_pandas()


@pytest.fixture(scope="module")
def born(people, on):
    child = (people.role == "child") & (people.birth_date <= on)
    former = people.adopted_identity.notna() & people.upn.notna() & people.nhs_number.isna()
    return people[child & ~former]


@pytest.fixture(scope="module")
def measured(born):
    cared, pupils = born[born.looked_after], born[born.pupil]
    referrals = born.referrals.sum()
    by = born[born.referrals > 0].referred_by.value_counts(normalize=True) * 100

    def rate(number):
        return number / len(born) * 10_000

    return {
        "children in need": rate(born.in_need.sum()),
        "child protection plans": rate(born.on_plan.sum()),
        "looked after": rate(len(cared)),
        "unaccompanied share": cared.alone.mean() * 100,
        "foster care": (cared.placement == "foster").mean() * 100,
        "children's and secure homes": (cared.placement == "home").mean() * 100,
        "supported accommodation": (cared.placement == "supported").mean() * 100,
        "placed with parents": (cared.placement == "parents").mean() * 100,
        "referrals": rate(referrals),
        "referred again within a year": (born.referrals > 1).sum() / referrals * 100,
        "referrals from police": by["police"],
        "referrals from schools": by["school"],
        "referrals from health": by["health"],
        "education health and care plan": pupils.ehc_plan.mean() * 100,
        "special educational needs support": pupils.sen_support.mean() * 100,
        "plan among children in need": pupils[pupils.in_need].ehc_plan.mean() * 100,
        "plan among looked after": pupils[pupils.looked_after].ehc_plan.mean() * 100,
        "children born in a twin pair": born.twin_group.notna().mean() * 100,
    }


@pytest.mark.parametrize("figure", rows("calibration"), ids=lambda row: row["measure"])
def test_the_area_keeps_to_the_national_figure(measured, figure):
    assert measured[figure["measure"]] == pytest.approx(float(figure["value"]), rel=float(figure["tolerance"]))


def test_ages_are_even_from_birth_to_seventeen(born, on):
    years = Counter((np.datetime64(on) - born.birth_date.to_numpy("datetime64[D]")).astype(int) // 366)
    assert set(years) == set(range(18))
    assert max(years.values()) < 1.25 * min(years[age] for age in range(17))


def test_children_are_never_born_before_their_parents_could_have_them(people):
    birth = people.set_index("person_id").birth_date
    children = people[people.mother_id.notna()]
    age = (children.birth_date.to_numpy("datetime64[D]") - birth[children.mother_id].to_numpy("datetime64[D]")).astype(
        int
    )
    assert age.min() > 15 * 365  # sixteen, and a year less for those whose papers say 1 January


def test_twins_share_birth_date_home_telephone_and_mother_but_not_name_or_number(people):
    pairs = people[people.twin_group.notna() & ~people.looked_after].groupby("twin_group")
    pairs = [pair for _, pair in pairs if len(pair) == 2]
    assert len(pairs) > 100
    for pair in pairs:
        assert pair.birth_date.nunique() == pair.household_id.nunique() == 1
        assert pair.address.nunique() == pair.phone.nunique() == 1
        assert pair.given_name.nunique() == pair.nhs_number.nunique() == 2
    assert np.mean([pair.surname.nunique() == 1 for pair in pairs]) > 0.9
    assert all(pair.school.nunique() <= 1 for pair in pairs)
    apart = [abs(np.diff(pair.nhs_number.astype(int) // 10))[0] for pair in pairs]
    assert 0.35 < np.mean(np.asarray(apart) <= 2) < 0.65


def test_no_two_children_of_a_household_have_one_given_name(people):
    children = people[people.role == "child"]
    assert not children.duplicated(["household_id", "given_name"]).any()


def test_some_sons_have_their_fathers_name(people):
    named = people.set_index("person_id").given_name
    sons = people[(people.sex == "M") & people.father_id.notna()]
    assert 0.01 < (sons.given_name.to_numpy() == named[sons.father_id].to_numpy()).mean() < 0.05


def test_looked_after_children_share_addresses_and_their_telephones(people):
    placed = people[people.placement.isin(["foster", "home", "supported"]) & ~people.alone]
    assert placed.address.duplicated(keep=False).mean() > 0.4
    assert (placed[placed.placement == "home"].groupby("address").phone.nunique() == 1).mean() > 0.9


def test_an_adopted_child_has_two_identities_that_share_only_what_is_true_of_the_child(people):
    new = people[people.adopted_identity.notna()]
    other = people.set_index("person_id").loc[new.adopted_identity]
    assert (other.adopted_identity.to_numpy() == new.person_id.to_numpy()).all()
    assert (other.birth_date.to_numpy() == new.birth_date.to_numpy()).all()
    for changed in ("nhs_number", "household_id"):
        assert (other[changed].to_numpy() != new[changed].to_numpy()).all()


def test_every_number_is_valid_and_one_persons_own(area):
    for column, normal in (("nhs_number", normal_nhs_number), ("upn", normal_upn)):
        numbers = pc.drop_null(area.persons[column]).to_pylist()
        assert len(set(numbers)) == len(numbers)
        assert all(normal(number) == number for number in numbers)


def test_each_of_many_naming_traditions_is_above_one_in_a_hundred(born):
    shares = born.naming_tradition.value_counts(normalize=True)
    assert len(shares) >= 8
    assert shares.min() > 0.01


def test_names_are_many_and_fall_like_names(born):
    assert born.surname.nunique() > 6_000
    assert born.given_name.nunique() > 5_000
    assert 0.005 < born.surname.value_counts(normalize=True).iloc[0] < 0.02


def test_people_of_one_tradition_live_near_one_another(people):
    bengali = people[(people.naming_tradition == "bengali") & (people.role == "child")]
    districts = bengali.postcode.str[:5].value_counts(normalize=True)
    even = people.postcode.str[:5].value_counts(normalize=True)
    assert (districts**2).sum() > 1.5 * (even**2).sum()

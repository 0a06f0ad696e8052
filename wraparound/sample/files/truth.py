"""The truth beside the records: whose each is, and who the people are."""

import numpy as np
import pyarrow as pa

from wraparound.sample.chance import Ints, Texts, either, texts
from wraparound.sample.files.identities import (
    household_ids,
    other_identities,
    person_ids,
    record_ids,
    twin_groups,
)
from wraparound.sample.people.needs import PLACEMENTS, REFERRERS
from wraparound.sample.records.population import Part
from wraparound.sample.tables import SOURCES, TRADITIONS

_FLAGS = ("in_need", "on_plan", "looked_after", "ehc_plan", "sen_support", "pupil", "unknown", "alone", "two_homes")


def whose(part: Part) -> dict[str, Texts]:
    """Give for each record whose it is: person, household, naming tradition, twin pair and role."""
    people, person = part.area.people, part.records.held.person
    return {
        "person_id": person_ids(part, person=person),
        "household_id": household_ids(part, household=people.household[person]),
        "naming_tradition": texts(list(TRADITIONS))[people.tradition[person]],
        "twin_group": twin_groups(part, twin=people.twin[person]),
        "role": texts(["child", "adult"])[people.role[person]],
    }


def truth(part: Part) -> pa.Table:
    """Give one row for each record: whose it is, and which person an adopted child's other identity is."""
    columns = {"source": texts(list(SOURCES))[part.records.held.source], "record_id": record_ids(part), **whose(part)}
    columns["adopted_identity"] = other_identities(part, person=part.records.held.person)
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def persons(part: Part) -> pa.Table:
    """Give one row for each person as they truly are, known to an agency or not."""
    people = part.area.people
    table = {name: pa.array(column, pa.string()) for name, column in (_named(part) | _placed(part)).items()}
    table["birth_date"] = pa.array(people.birth.astype("datetime64[D]"), pa.date32())
    table["referrals"] = pa.array(people.flags["referrals"], pa.int8())
    return pa.table(table | {name: pa.array(people.flags[name] == 1) for name in _FLAGS})


def _named(part: Part) -> dict[str, Texts]:
    people, everyone = part.area.people, np.arange(len(part.area.people))
    return {
        "person_id": person_ids(part, person=everyone),
        "household_id": household_ids(part, household=people.household),
        "role": texts(["child", "adult"])[people.role],
        "naming_tradition": texts(list(TRADITIONS))[people.tradition],
        "given_name": people.given,
        "second_name": people.second,
        "surname": people.surname,
        "previous_surname": people.surname_before,
        "known_as": people.known_as,
        "sex": texts(["M", "F"])[people.sex],
        "twin_group": twin_groups(part, twin=people.twin),
        "adopted_identity": other_identities(part, person=everyone),
    }


def _placed(part: Part) -> dict[str, Texts]:
    people, homes = part.area.people, part.area.homes
    now = people.homes[:, 0]
    return {
        "address": homes.number[now] + " " + homes.street[now] + ", " + homes.town[now],
        "postcode": homes.postcode[now],
        "phone": people.phone,
        "nhs_number": texts([str(number) for number in people.nhs.tolist()]),
        "upn": people.upn,
        "school": people.school,
        "mother_id": _relative(part, relative=people.mother),
        "father_id": _relative(part, relative=people.father),
        "placement": texts([*PLACEMENTS])[people.flags["placement"]],
        "referred_by": texts([*REFERRERS])[people.flags["referred_by"]],
    }


def _relative(part: Part, *, relative: Ints) -> Texts:
    return either(relative >= 0, yes=person_ids(part, person=relative), no=None)

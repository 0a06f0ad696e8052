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
from wraparound.sample.population import Part
from wraparound.sample.tables import SOURCES, TRADITIONS

_FLAGS = ("in_need", "on_plan", "looked_after", "ehc_plan", "sen_support", "pupil", "unknown", "alone", "two_homes")


def truth(part: Part) -> pa.Table:
    """Give one row for each record: whose it is, in which household, and what a fair judge of links must know."""
    people, person = part.area.people, part.records.held.person
    columns = {
        "source": texts(list(SOURCES))[part.records.held.source],
        "record_id": record_ids(part),
        "person_id": person_ids(part, person),
        "household_id": household_ids(part, people.household[person]),
        "naming_tradition": texts(list(TRADITIONS))[people.tradition[person]],
        "role": texts(["child", "adult"])[people.role[person]],
        "twin_group": twin_groups(part, people.twin[person]),
        "adopted_identity": other_identities(part, person),
    }
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def persons(part: Part) -> pa.Table:
    """Give one row for each person as they truly are, known to an agency or not."""
    people, homes = part.area.people, part.area.homes
    everyone = np.arange(len(people))
    now = people.homes[:, 0]
    columns: dict[str, Texts] = {
        "person_id": person_ids(part, everyone),
        "household_id": household_ids(part, people.household),
        "role": texts(["child", "adult"])[people.role],
        "naming_tradition": texts(list(TRADITIONS))[people.tradition],
        "given_name": people.given,
        "second_name": people.second,
        "surname": people.surname,
        "previous_surname": people.surname_before,
        "known_as": people.known_as,
        "sex": texts(["M", "F"])[people.sex],
        "address": homes.number[now] + " " + homes.street[now] + ", " + homes.town[now],
        "postcode": homes.postcode[now],
        "nhs_number": texts([str(number) for number in people.nhs.tolist()]),
        "upn": people.upn,
        "school": people.school,
        "twin_group": twin_groups(part, people.twin),
        "mother_id": _relative(part, people.mother),
        "father_id": _relative(part, people.father),
        "adopted_identity": other_identities(part, everyone),
        "placement": texts([*PLACEMENTS])[people.flags["placement"]],
        "referred_by": texts([*REFERRERS])[people.flags["referred_by"]],
    }
    table = {name: pa.array(column, pa.string()) for name, column in columns.items()}
    table["birth_date"] = pa.array(people.birth.astype("datetime64[D]"), pa.date32())
    table["referrals"] = pa.array(people.flags["referrals"], pa.int8())
    return pa.table(table | {name: pa.array(people.flags[name] == 1) for name in _FLAGS})


def _relative(part: Part, relative: Ints) -> Texts:
    return either(relative >= 0, person_ids(part, relative), None)

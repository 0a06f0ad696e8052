"""What people at work have in common with the persons whose records they opened."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from wraparound.access.queries import Looker, lookers, mark_of_postcode
from wraparound.identity.models import Record, RecordPast
from wraparound.identity.rules import bears_name, surnames_in
from wraparound.ledger.words import InCommon

ASKED = 10_000  # persons asked for in one statement


@dataclass
class _Facts:
    """What all records of a person say: surnames, and marks of postcodes; and whose records they are."""

    surnames: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)


def in_common(looks: Mapping[str, Collection[int]], *, on: date) -> dict[str, InCommon]:
    """Say what each has in common with whom they looked at. Cost: one query, and one for each 10,000 persons."""
    if not looks:
        return {}
    known = lookers(list(looks), on=on)
    facts = _facts(sorted({person for persons in looks.values() for person in persons}))
    return {
        username: _common(known[username], persons=persons, facts=facts)
        for username, persons in looks.items()
        if username in known
    }


def _common(looker: Looker, *, persons: Collection[int], facts: Mapping[int, _Facts]) -> InCommon:
    theirs = {person: facts[person] for person in persons if person in facts}
    strangers = [
        person
        for person, one in theirs.items()
        if looker.agency not in one.agencies and person not in looker.opened and not looker.meets_strangers
    ]
    return InCommon(
        name=sum(bears_name(looker.name, surnames=one.surnames) for one in theirs.values()),
        address=sum(looker.home in one.homes for one in theirs.values()) if looker.home else 0,
        no_link=len(strangers),
    )


def _facts(persons: list[int]) -> dict[int, _Facts]:
    found: dict[int, _Facts] = {}
    for begin in range(0, len(persons), ASKED):
        for person, agency, said in _said(persons[begin : begin + ASKED]):
            one = found.setdefault(person, _Facts())
            one.surnames |= surnames_in(said)
            one.homes |= {mark for text in said.get("postcode", []) if (mark := mark_of_postcode(text))}
            one.agencies.add(agency)
    return found


def _said(persons: list[int]) -> Iterator[tuple[int, str, Mapping[str, list[str]]]]:
    """Give what records of persons say and said."""
    now = Record.objects.filter(person__in=persons).values_list("person_id", "agency__code", "said")
    past = RecordPast.objects.filter(record__person__in=persons)
    return now.union(past.values_list("record__person_id", "record__agency__code", "said"), all=True).iterator()

"""What the index holds of a record: all it says and said, its address in one line, no number that is withheld."""

from collections.abc import Collection, Iterable, Mapping

from wraparound.identity.rules import hidden
from wraparound.identity.rules.numbers import FORMER, every_number
from wraparound.identity.words import NumberKind

FORMER_FIELDS = frozenset(FORMER.values())
MOST = 8  # values of one field
BEFORE = {"previous_postcode": "postcode", "previous_surname": "surname"}
PAST = ("surname", "known_as", "address", "postcode", "phone", "email", "school", "carer_name", "full_name")


def indexed(
    said: Mapping[str, list[str]], *, past: Iterable[Mapping[str, list[str]]] = (), withheld: Collection[str] = ()
) -> dict[str, list[str]]:
    """Give a record as the index holds it."""
    whole = with_address(said)
    told = {field: list(values) for field, values in whole.items() if values}
    for before in past:
        former = with_address(before)
        for field in PAST:
            held = told.get(field, [])
            new = [value for value in former.get(field, ()) if value not in held]
            if new:
                told[field] = (held + new)[:MOST]
    for kind in FORMER:
        if numbers := every_number(told, kind=kind):
            told[kind] = numbers
    if withheld:
        for field in {*NumberKind, *FORMER.values()} & told.keys():
            told[field] = [value for value in told[field] if hidden(value, withheld=withheld) == value]
    return told


def as_held(
    said: Mapping[str, list[str]], *, past: Collection[Mapping[str, list[str]]], withheld: Collection[str]
) -> Mapping[str, list[str]]:
    """Give a record as the index holds it, to be read alone: most are held as they stand."""
    stands = not (past or withheld or said.keys() & FORMER_FIELDS)
    return said if stands else indexed(said, past=past, withheld=withheld)


def with_address(said: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Give what a record says with its address in one line too, where it stands in several columns."""
    street = said.get("street")
    if said.get("address") or not street:
        return said
    first = " ".join([*said.get("house_number", [])[:1], street[0]])
    line = ", ".join([first, *said.get("locality", [])[:1], *said.get("town", [])[:1]])
    return {**said, "address": [line]}

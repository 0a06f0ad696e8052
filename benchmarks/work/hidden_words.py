"""What stands in records of the hidden alone, and whether an answer tells of it."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from wraparound.identity.models import Person, Record

CODE = re.compile("P-(?=([0-9A-Z]{4}-[0-9A-Z]{4}))")  # in capitals, as all that is sought
KEY = re.compile(r"[WIP]\d{6}")
WORD = re.compile("[A-Z]+")
FORM = re.compile(rb'value="[0-9A-Za-z]{64}"')  # against forged forms: chance makes it, and now and then a name in it
NUMBER = re.compile(r"\d{3} ?\d{3} ?\d{4}")


class Secrets(NamedTuple):
    """What nobody may be told of those who are hidden: codes, keys, names of children and of streets, numbers."""

    codes: frozenset[str]
    keys: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]

    def found(self, content: bytes) -> Iterator[str]:
        """Give each that stands in an answer: names as whole words, for "coverage" holds one, and the rest anywhere."""
        text = FORM.sub(b"", content).decode(errors="replace").upper()
        yield from {f"P-{rest}" for rest in CODE.findall(text)} & self.codes
        yield from set(KEY.findall(text)) & self.keys
        yield from {number.replace(" ", "") for number in NUMBER.findall(text)} & self.numbers
        yield from set(WORD.findall(text)) & self.names


def secrets_of(shut: Collection[int], *, keys: Collection[str] = ()) -> Secrets:
    """Give what is secret of those who are hidden: what records of nobody else say; of some records, or of all."""
    among = Record.objects.filter(person__isnull=False)
    among = among.filter(key__in=keys) if keys else among
    told = [(key, person in shut, said) for key, person, said in among.values_list("key", "person", "said")]
    of_hidden, of_others = (
        {
            "names": {name.upper() for _, is_shut, said in told if is_shut is wanted for name in _names(said)},
            "numbers": {one for _, is_shut, said in told if is_shut is wanted for one in said.get("nhs_number", ())},
        }
        for wanted in (True, False)
    )
    return Secrets(
        frozenset(Person.objects.filter(pk__in=shut).values_list("code", flat=True)),
        frozenset(key for key, is_shut, _ in told if is_shut),
        *(frozenset(of_hidden[what] - of_others[what]) for what in ("names", "numbers")),
    )


def _names(said: dict[str, list[str]]) -> Iterator[str]:
    """Give the names of a child and of a street in which nobody else lives, which are each of six letters."""
    yield from said["given_names"]
    yield from (address.split()[1] for address in said["address"] if address.endswith("Row"))

"""Children of invented families, and what a file may say of one of them."""

from itertools import product
from random import Random
from typing import NamedTuple

from wraparound.identity.words import Kin, Relation, Row
from wraparound.kernel.identifiers import nhs_check_digit

SYLLABLES = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
CHILDREN = 3  # of a family


class Child(NamedTuple):
    """A child as they truly are; the names are nobody else's in the area."""

    first: str
    last: str
    born: str
    number: str


def word(number: int) -> str:
    """Give a name of three syllables that is that number's alone, up to 343,000."""
    a, rest = divmod(number * 7_919 % 343_000, len(SYLLABLES) ** 2)
    return "".join(SYLLABLES[place] for place in (a, *divmod(rest, len(SYLLABLES)))).title()


def nhs_number(number: int) -> str:
    """Give the number-th NHS number that is for tests."""
    first = f"99{number:07d}"
    return f"{first}{nhs_check_digit(first)}" if nhs_check_digit(first) is not None else nhs_number(number + 500_000)


def family_of(number: int) -> list[Child]:
    """Give the children of the number-th family."""
    last = word(number * 7)
    return [
        Child(
            word(number * 7 + 1 + place),
            last,
            f"201{place + 1}-0{place + 2}-1{number % 10}",
            nhs_number(number * 3 + place),
        )
        for place in range(CHILDREN)
    ]


def row_of(children: list[Child], *, key: str, number: int, chance: Random) -> Row:
    """Give a row about some child of the number-th family, as a file may say it."""
    child = chance.choice(children)
    home = f"1 {word(200_000 + int(key[1:]))} Row" if chance.random() < 0.6 else f"9 {children[0].last} Road"
    said = {
        "given_names": [child.first], "surname": [child.last], "birth_date": [child.born], "address": [home],
        "postcode": [f"QA{number % 9 + 1} {number % 7 + 1}QN"],
    }  # fmt: skip
    if chance.random() < 0.6:
        said["nhs_number"] = [child.number]
    named = [one for one in children if one != child and chance.random() < 0.4]
    kin = [Kin(f"{one.first} {one.last}", Relation.SIBLING) for one in named]
    return Row(key, said, family=(*kin, Kin(f"Ngozi {child.last}", Relation.MOTHER)))

"""Files of shapes that no sample of ours has: their columns are understood, and who is who is found without truth."""

import csv
import json
import random
from datetime import date, timedelta
from itertools import product

import pytest

from wraparound.matching.commands import main

GIVEN = [first + last for first, last in product(("Jo", "Ma", "Su", "Da"), ("an", "rie", "sie", "nny"))]
SURNAMES = [
    start + end for start, end in product(("Ash", "Cold", "Glen", "Hart", "Kings"), ("ton", "well", "ley", "by"))
]
TOWNS = ("Quayleham", "Pellton", "Quornbridge", "Westmere", "Ostley", "Harrowby")


class Someone:
    """An invented person, many of whose names others have too, and how sources write them."""

    def __init__(self, chance):
        self.chance, self.given, self.surname = chance, chance.choice(GIVEN), chance.choice(SURNAMES)
        self.born = date(1940, 1, 1) + timedelta(chance.randrange(25_000))
        self.town, self.home = chance.choice(TOWNS), f"{chance.randint(1, 199)} {chance.choice(TOWNS)} Road"
        self.email = f"{self.given}.{self.surname}{chance.randrange(100)}@example.org".lower()
        self.phone = f"07700 {chance.randrange(900_000, 1_000_000)}"

    def slipped(self, text, *, often=0.12):
        """Return a text as it is mostly written: now and then a letter is left out."""
        at = self.chance.randrange(len(text))
        return text[:at] + text[at + 1 :] if self.chance.random() < often else text

    def perhaps(self, text, *, often=0.85, otherwise=""):
        return text if self.chance.random() < often else otherwise


def by_email(one):
    names = one.perhaps(one.slipped(one.given)), one.perhaps(one.slipped(one.surname))
    return [*names, one.born, one.perhaps(one.town), one.perhaps(one.slipped(one.email))]


def by_police(one):
    whole = one.perhaps(f"{one.surname}, {one.slipped(one.given)}", often=0.7, otherwise=f"{one.given} {one.surname}")
    return [whole, f"{one.born:%d-%b-%Y}", one.perhaps(one.home)]


def by_shop(one):
    return [f"{one.slipped(one.given)} {one.slipped(one.surname)}", f"{one.home}, {one.town}", one.perhaps(one.phone)]


def by_database(one):
    names = (one.perhaps(name, often=0.9, otherwise="NULL") for name in (one.given, one.surname))
    return [*names, one.perhaps(f"{one.born:%d %B %Y}", otherwise="unknown"), one.home, one.town]


SHAPES = {
    "namesakes with e-mail addresses": (by_email, ["unique_id", "first_name", "surname", "dob", "city", "email"]),
    "a police force's": (by_police, ["URN", "Nominal", "D.O.B", "Address"]),
    "a shop's": (by_shop, ["cust_ref", "Customer Name", "Address", "Phone"]),
    "a database's": (by_database, ["row_id", "Forename(s)", "Family Name", "Date of birth", "Address", "Town/City"]),
}


@pytest.mark.parametrize(("written", "columns"), SHAPES.values(), ids=SHAPES)
def test_who_is_who_is_found_in_files_that_nobody_described(written, columns, tmp_path):
    chance, rows = random.Random(7), []
    for person in range(2_000):
        one = Someone(chance)
        rows += [[*written(one), person] for _ in range(chance.choice([1, 2, 3]))]
    with (tmp_path / "theirs.csv").open("w", newline="") as file:
        csv.writer(file).writerows([[*columns, "cluster"], *([place, *row] for place, row in enumerate(rows))])
    asked = ["--truth", "cluster", "--out", str(tmp_path / "out"), "--quiet"]
    assert main(["link", str(tmp_path / "theirs.csv"), *asked]) == 0
    found = json.loads((tmp_path / "out" / "report.json").read_text())["pairwise"]
    assert found["precision"] > 0.96
    assert found["recall"] > 0.9

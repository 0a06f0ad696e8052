"""Scraps as people type them, made from the truth by seeded rules: misspelt, half a name, an age, an old address."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

Child = Mapping[str, Any]
Chance = random.Random
SOUNDS = (("ph", "f"), ("ck", "k"), ("ie", "y"), ("ee", "ea"), ("ou", "u"), ("c", "k"), ("y", "i"), ("z", "s"))


class Typed(NamedTuple):
    """A scrap, the rule by which it was made, and whom it means."""

    scrap: str
    rule: str
    person: str


def slipped(name: str, *, chance: Chance) -> str:
    """Mistype a name: two letters exchanged, one left out, one doubled, or a vowel for another."""
    place = chance.randrange(1, max(2, len(name) - 1))
    kind = chance.randrange(4)
    if kind == 0:
        return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]
    if kind == 1 and len(name) > 4:
        return name[:place] + name[place + 1 :]
    if kind == 2:
        return name[:place] + name[place] + name[place:]
    vowels = [at for at, letter in enumerate(name) if letter in "aeiou" and at]
    at = chance.choice(vowels) if vowels else place
    return name[:at] + chance.choice([one for one in "aeiou" if one != name[at]]) + name[at + 1 :]


def heard(name: str, *, chance: Chance) -> str:
    """Write a name as it sounds to someone who never saw it written."""
    ways = [(was, now) for was, now in SOUNDS if was in name[1:].lower()]
    if not ways:
        return slipped(name, chance=chance)
    was, now = chance.choice(ways)
    return name[0] + name[1:].replace(was, now, 1)


def half(name: str, *, chance: Chance) -> str:
    """Give the beginning of a name."""
    return name[: max(3, min(len(name) - 1, chance.randrange(3, 6)))]


def _age(child: Child, *, on: date) -> int:
    born: date = child["birth_date"]
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _street(address: str) -> str:
    """Give the street of an address without its number: "Flat 9, 3 Fleet Gardens, Pellton" is Fleet Gardens."""
    line = address.rsplit(", ", 1)[0].rsplit(", ", 1)[-1]
    return line.split(" ", 1)[1] if line[:1].isdigit() else line


def _house(address: str) -> str:
    return address.rsplit(", ", 1)[0].rsplit(", ", 1)[-1]


RULES = {  # what a scrap is made of; each part is made anew for each child
    "name misspelt, about an age": "{given_slipped} {surname} about {age}",
    "surname misspelt, birth year": "{given} {surname_slipped} {year}",
    "half a surname, birth month": "{given} {surname_half} born {month}",
    "half a first name, postcode": "{given_half} {surname} {postcode}",
    "first name, age, school, a letter": "{given} {age} {school} {surname[0]}",
    "both names as they sound, postcode sector": "{given_heard} {surname_heard} {sector}",
    "surname, street, a letter": "{surname}, {street}, {given[0]}",
    "first name, house and street": "{given} {house}",
    "first name, old postcode": "{given} {old_postcode}",
    "surname, old street, age": "{surname}, {old_street}, aged {age}",
    "first name, end of a telephone number": "{given} ending {phone_end}",
    "birth date, first name misspelt": "{birth_date} {given_slipped}",
    "day and month exchanged, surname": "{surname} {birth_exchanged} {given_half}",
    "names the other way round, an age range, district": "{surname} {given} {ages} {district}",
    "a known name, age": "{known_as} {surname} {age}",
    "NHS number": "{nhs_number}",
    "pupil number": "{upn}",
}
OPTIONAL = (  # what a child may not have
    "school", "old_postcode", "old_street", "phone_end", "birth_exchanged", "known_as", "upn", "postcode", "sector",
    "district", "house", "street",
)  # fmt: skip


def parts_of(child: Child, *, chance: Chance, on: date) -> dict[str, str]:
    """Give all that somebody may remember of a child, rightly or not; "" for what the child has not."""
    given, surname, born, age = child["given_name"], child["surname"], child["birth_date"], _age(child, on=on)
    names = {"given": given, "surname": surname}
    bent = {
        f"{part}_{how.__name__}": how(name, chance=chance)
        for part, name in names.items()
        for how in (slipped, heard, half)
    }
    told = {name: child.get(name) or "" for name in ("school", "old_postcode", "known_as", "upn", "postcode")}
    number, exchangeable = child["nhs_number"], born.day <= 12 and born.day != born.month
    return {
        **names,
        **bent,
        **told,
        "age": str(age),
        "ages": f"{max(age - 1, 0)}-{age + 1}",
        "year": str(born.year),
        "month": f"{born:%B %Y}",
        "birth_date": f"{born:%d/%m/%Y}",
        "birth_exchanged": f"{born:%m/%d/%Y}" if exchangeable else "",
        "sector": child["postcode"][:-2],
        "district": child["postcode"].partition(" ")[0],
        "house": _house(child["address"]) if child["address"] else "",
        "street": _street(child["address"]) if child["address"] else "",
        "old_street": _street(child["old_address"]) if child.get("old_address") else "",
        "phone_end": (child["phone"] or "")[-5:],
        "nhs_number": f"{number[:3]} {number[3:6]} {number[6:]}",
    }


def scraps(children: Sequence[Child], *, count: int, seed: int, on: date) -> list[Typed]:
    """Make so many scraps, by each rule in turn; whom they mean is drawn among the children of whom it can be made."""
    chance = random.Random(seed)
    found: list[Typed] = []
    rules = list(RULES.items())
    while len(found) < count:
        rule, form = rules[len(found) % len(rules)]
        child = chance.choice(children)
        parts = parts_of(child, chance=chance, on=on)
        if all(parts[name] for name in OPTIONAL if f"{{{name}}}" in form):
            found.append(Typed(form.format(**parts), rule, str(child["person_id"])))
    return found

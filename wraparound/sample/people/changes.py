"""What happened to children: names changed, parents parted, taken into care, adopted, arrived alone."""

from dataclasses import replace

import numpy as np

from wraparound.sample.chance import Ints, Rng, Texts, either, happens, texts
from wraparound.sample.identifiers import FIRST_LA, LAST_LA, phones, upns
from wraparound.sample.names.families import Families, given
from wraparound.sample.names.inventory import surnames
from wraparound.sample.people import moves
from wraparound.sample.people.households import YEAR
from wraparound.sample.tables import TRADITIONS, numbers, parts, rows, words
from wraparound.sample.words import BECAME, BORN_AS, NEVER, People

_SHORT = {row["name"]: words(row["short"]) for row in rows("short_names")}
_ADOPTED = 0.0035
_ALONE_FROM = ("arabic", "somali", "pakistani", "nigerian")


def documented(rng: Rng, *, birth: Ints, tradition: Ints, arrived: Ints, twin: Ints, on: int) -> Ints:
    """Give the birth days on people's papers: for some who came from abroad, 1 January of the year."""
    chance = np.asarray(numbers("traditions")["default_date"])[tradition] * np.where(arrived > NEVER, 4.0, 0.15)
    struck = happens(rng, chance=chance, size=len(birth)) & (twin < 0)
    return np.where(struck, _new_year(birth, on=on), birth)


def _new_year(day: Ints, *, on: int) -> Ints:
    # Never so early that the child would be eighteen.
    years = day.astype("datetime64[D]").astype("datetime64[Y]")
    first, next_first = (year.astype("datetime64[D]").astype(np.int64) for year in (years, years + 1))
    return np.where(first > on - round(18 * YEAR), first, next_first)


def known_as(rng: Rng, *, people: People) -> Texts:
    """Give the name some people go by: a short form, an English name, the second name after Muhammad."""
    called = np.full(len(people), None, dtype=object)
    english = {sex: parts("names", "chinese", f"english_{letter}") for sex, letter in enumerate("mf")}
    chinese = people.tradition == TRADITIONS.index("chinese")
    luck = rng.random(len(people))
    for place, (first, second, chance) in enumerate(zip(people.given, people.second, luck.tolist(), strict=True)):
        if chinese[place]:
            pool = english[int(people.sex[place])]
            called[place] = pool[int(chance / 0.6 * len(pool))] if chance < 0.6 else None
        elif first[:3] in {"Muh", "Moh"} and second and chance < 0.6:
            called[place] = second
        elif chance < 0.4 and first in _SHORT:
            called[place] = _SHORT[first][int(chance * 997) % len(_SHORT[first])]
        elif chance < 0.25 and "-" in first:
            called[place] = first.split("-")[0]
    return called


def rename(rng: Rng, *, people: People, family: Families, size: Ints, on: int) -> None:
    """Give blended families' elder children another surname, and change some families' surnames on a day."""
    count = len(size)
    blended = happens(rng, chance=0.11, size=count) & (size > 1)
    others = texts([None] * count)
    for number, name in enumerate(TRADITIONS):
        at = np.flatnonzero(family.tradition == number)
        others[at] = surnames(name).draw(rng, size=len(at))
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    order = np.arange(len(people)) - first[people.household]
    # The ring of ages breaks birth order now and then; the elder half is only roughly the elder half. Twins stay one.
    elder = blended[people.household] & (order < size[people.household] // 2) & (people.twin < 0)
    people.surname[elder] = others[people.household[elder]]
    day = (on - rng.integers(40, 3_000, count))[people.household]
    changed = happens(rng, chance=0.055, size=count)[people.household] & (people.birth < day)
    people.surname_before[changed] = family.mothers_surname[people.household[changed]]
    people.renamed[changed] = day[changed]
    taken = elder & happens(rng, chance=0.3, size=count)[people.household] & (people.birth < day)
    people.surname_before[taken] = people.surname[taken]
    people.surname[taken] = family.surname[people.household[taken]]
    people.renamed[taken] = day[taken]


def part_parents(rng: Rng, *, child: People, vacant: Ints) -> None:
    """Give children whose parents live apart a second home, the father's, which some agencies hold."""
    count = int(child.household.max()) + 1
    apart = happens(rng, chance=0.4, size=count)[child.household] & (child.father < 0)
    fathers = rng.choice(vacant, count)
    child.homes[apart, 2] = fathers[child.household[apart]]
    child.flags["two_homes"][apart] = 1


def take_into_care(rng: Rng, *, child: People, vacant: Ints, on: int) -> None:
    """Move looked-after children to their placements; some of the oldest came to England alone."""
    child.flags["two_homes"][child.flags["looked_after"] == 1] = 0
    moves.place(
        rng, stays=moves.Stays(child.homes, child.moved), placement=child.flags["placement"], vacant=vacant, on=on
    )
    _ring_the_placement(rng, child=child)
    _arrive_alone(rng, child=child, on=on)


def _ring_the_placement(rng: Rng, *, child: People) -> None:
    # The number is the foster carer's or the home's, the same for all who live there; the mother's comes second.
    away = np.flatnonzero(np.isin(child.flags["placement"], (1, 2, 3, 5)))
    houses, which = np.unique(child.homes[away, 0], return_inverse=True)
    child.phone_2[away] = child.phone[away]
    child.phone_before[away], child.phone_changed[away] = child.phone[away], child.moved[away, 0]
    child.phone[away] = phones(rng, start="06", size=len(houses))[which]


def _arrive_alone(rng: Rng, *, child: People, on: int) -> None:
    cared = child.flags["looked_after"] == 1
    age = (on - child.birth) / YEAR
    old = np.flatnonzero(cared & (age > 13.5) & (child.flags["placement"] != 4) & (child.twin < 0))
    alone = rng.permutation(old)[: round(0.08 * int(cared.sum()))]
    child.flags["alone"][alone] = 1
    child.household[alone] = int(child.household.max()) + 1 + np.arange(len(alone))
    child.tradition[alone] = rng.choice(
        [TRADITIONS.index(name) for name in _ALONE_FROM], len(alone), p=(0.6, 0.2, 0.15, 0.05)
    )
    child.sex[alone] = happens(rng, chance=0.05, size=len(alone))
    child.given[alone] = given(rng, tradition=child.tradition[alone], sex=child.sex[alone])
    for place in alone.tolist():
        child.surname[place] = surnames(TRADITIONS[child.tradition[place]]).draw(rng, size=1)[0]
    child.birth[alone] = np.where(
        happens(rng, chance=0.6, size=len(alone)), _new_year(child.birth[alone] + 200, on=on), child.birth[alone]
    )
    child.arrived[alone] = on - rng.integers(30, 900, len(alone))
    child.moved[alone] = NEVER
    for column in (child.mother, child.father):
        column[alone] = -1
    for nothing in (child.second, child.known_as, child.surname_before, child.phone_2, child.phone_before):
        nothing[alone] = None
    child.renamed[alone] = NEVER
    child.phone[alone] = phones(rng, start="04", size=len(alone))


def birth_identities(rng: Rng, *, child: People, area: int, vacant: Ints, on: int) -> People:
    """Mark some children as adopted and give the people they were before: another name, number, home, family."""
    age = on - child.birth
    fit = (age > 500) & (child.flags["looked_after"] == 0) & (child.flags["alone"] == 0) & (child.twin < 0)
    at = np.flatnonzero(fit & happens(rng, chance=_ADOPTED, size=len(child)))
    since = np.minimum(300 + rng.gamma(2.0, 350, len(at)).astype(np.int64), age[at] - 90)
    child.identity[at], child.identified[at] = BECAME, child.birth[at] + since
    old = replace(child.take(at), flags={name: np.zeros(len(at), dtype=np.int64) for name in child.flags})
    count = len(at)
    old.identity[:] = BORN_AS
    old.household = int(child.household.max()) + 1 + np.arange(count)
    old.surname = texts([surnames(TRADITIONS[t]).draw(rng, size=1)[0] for t in old.tradition])
    fresh = happens(rng, chance=0.45, size=count)
    old.given[fresh] = given(rng, tradition=old.tradition[fresh], sex=old.sex[fresh])
    old.homes, old.moved = rng.choice(vacant, (count, 3)), np.full((count, 2), NEVER)
    old.moved[:, 0] = old.identified - rng.integers(30, 200, count)
    old.phone = phones(rng, start="04", size=count)
    old.phone_2, old.phone_before = texts([None] * count), texts([None] * count)
    old.surname_before, old.known_as = texts([None] * count), texts([None] * count)
    old.renamed = np.full(count, NEVER)
    old.mother, old.father = np.full(count, -1), np.full(count, -1)
    pupil = (old.identified - old.birth) / YEAR > 4.8
    old.flags["pupil"] = pupil.astype(np.int64)
    year = (1970 + old.birth / YEAR + 4.7).astype(np.int64) % 100
    la = FIRST_LA + area % (LAST_LA - FIRST_LA + 1)
    number = upns(la, school=np.full(count, 9_000) + np.arange(count) // 900, year=year, serial=np.arange(count) % 900)
    old.upn = either(pupil, yes=number, no=None)
    return old

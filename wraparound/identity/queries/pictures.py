"""What a child's page draws: the agencies around the child, and the family map, from what the page shows in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from wraparound.identity.queries.family import KinShown, Voices
from wraparound.identity.queries.homes import Household, Resident
from wraparound.identity.queries.parts import PartShown
from wraparound.identity.rules import plain_name
from wraparound.identity.rules.circle import Helper, circle
from wraparound.identity.rules.drawing import Picture
from wraparound.identity.rules.family_map import Member, Row, family_map
from wraparound.identity.words import Relation
from wraparound.kernel.word import sentence

SEX: dict[str, str] = {Relation.MOTHER: "Female", Relation.FATHER: "Male"}
ROWS: dict[str, Row] = {
    Relation.GRANDPARENT: Row.GRANDPARENTS, Relation.SIBLING: Row.CHILDREN, Relation.OTHER: Row.OTHERS,
}  # fmt: skip
CLOSE = {Relation.MOTHER, Relation.FATHER, Relation.PARENT_OR_CARER, Relation.SIBLING}
ANSWERED = {"Yes": "yes", "No": "no"}
ASKED_FOR = {"Mother": Relation.MOTHER, "Father": Relation.FATHER}


def circle_of(name: str, *, now: Sequence[PartShown], before: Sequence[PartShown]) -> Picture:
    """Draw the agencies around someone: those involved now, then those that were before and are no more."""
    helpers = [_helper(list(parts)) for _, parts in groupby(now, key=lambda one: one.agency)]
    known = {one.agency for one in now}
    for one in before:
        if one.agency not in known and one.until:
            known.add(one.agency)
            helpers.append(Helper(one.agency, "", "", _day(one.until)))
    return circle(name, helpers=helpers)


def family_map_of(
    who: tuple[str, str],
    *,
    family: Sequence[KinShown],
    households: Iterable[Household],
    not_told: Iterable[str],
) -> Picture:
    """Draw the family of someone (their name and sex) with those who live with them now.

    A mother or father whom nobody names has an empty place.
    """
    residents = list({one.code: one for home in households for one in home.residents if one.until is None}.values())
    members = [_member(kin, living_there=_taken(kin.name, residents=residents)) for kin in family]
    members += [Member("", words, Row.PARENTS, SEX[ASKED_FOR[words]]) for words in not_told if words in ASKED_FOR]
    members += [Member(one.name, "Lives there too", Row.OTHERS, one.sex, lives_with="yes") for one in residents]
    return family_map(Member(who[0], "", Row.CHILDREN, who[1]), family=members)


def _helper(parts: Sequence[PartShown]) -> Helper:
    """Say of one agency who is involved: the first who is named, and how many more there are."""
    first = next((one for one in parts if one.part and one.part.professional), parts[0])
    part, more = first.part, len(parts) - 1
    who = ", ".join(filter(None, (part.professional, part.professional_role or part.service))) if part else ""
    ways = (part.professional_phone, first.phone, part.professional_email) if part else (first.phone,)
    reach = next(filter(None, ways), "")
    return Helper(first.agency, (who or "Nobody named") + (f", and {more} more" if more else ""), reach)


def _taken(name: str, *, residents: list[Resident]) -> Resident | None:
    """Find someone of the family among those who live there, and take them out: they stand on the map once."""
    found = next((one for one in residents if plain_name(one.name) == plain_name(name)), None)
    if found:
        residents.remove(found)
    return found


def _member(kin: KinShown, *, living_there: Resident | None) -> Member:
    relation = Relation(kin.code)
    return Member(
        kin.name,
        sentence(relation.label),
        ROWS.get(relation, Row.PARENTS),
        SEX.get(relation, living_there.sex if living_there else ""),
        _answer(kin.responsibility),
        _answer(kin.lives_with) or ("yes" if living_there else ""),
        relation in CLOSE,
    )


def _answer(said: Voices) -> str:
    """Give what sources say that have asked: yes or no where they agree, "" where none has."""
    answers = {ANSWERED[words] for words, _ in said if words in ANSWERED}
    return "differs" if len(answers) > 1 else next(iter(answers), "")


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"

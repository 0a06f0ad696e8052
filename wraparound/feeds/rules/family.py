"""What columns tell of a child's family: who, how they stand to the child, who has parental responsibility."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from wraparound.agencies.words import FamilyField
from wraparound.feeds.words import ColumnMap, Use
from wraparound.identity.words import Answered, Kin, LivesWith, Relation, Responsibility
from wraparound.matching.words import Field

NAMING = frozenset({str(FamilyField.RELATIVE_NAME), str(Field.CARER_NAME)})
HOME = frozenset({str(FamilyField.HOUSEHOLD), str(FamilyField.HOME_SINCE)})
NUMBERS = frozenset({str(Field.NHS_NUMBER), str(Field.UPN), str(Field.ULN), str(Field.IDENTIFIER)})
FAMILY = frozenset(map(str, FamilyField)) - HOME
YES = frozenset({"yes", "y", "true", "t", "1", "has", "full", "pr"})
NO = frozenset({"no", "n", "false", "f", "0", "none", "has not", "no pr"})
NOT_ASKED = frozenset({"not asked", "not yet asked", "to be asked", "not recorded"})
NOT_KNOWN = frozenset(
    {"unknown", "not known", "nk", "n/k", "not given", "not stated", "declined", "refused", "no father named", "none"}
)
ANY = "any relation"  # a column names someone and another says how they stand to the child

# Words that a relation is written in, of which the first that is found counts: a step-mother is no mother.
RELATIONS: dict[str, Relation] = {
    "sibling brother sister halfbrother halfsister stepbrother stepsister twin sib": Relation.SIBLING,
    "foster fostercarer fc": Relation.FOSTER_CARER,
    "grandparent grandmother grandfather grandma grandad gran nan nana": Relation.GRANDPARENT,
    "step stepmother stepfather stepparent stepmum stepdad partner": Relation.STEP_PARENT,
    "mother mum mummy mam birthmother mth mo": Relation.MOTHER,
    "father dad daddy birthfather fth fa": Relation.FATHER,
    "parent parents carer caregiver guardian tenant par car": Relation.PARENT_OR_CARER,
}
Cell = tuple[str, Use, str]  # of one row: the column, what it is, what stands there


def family_of(cells: Sequence[Cell]) -> tuple[Kin, ...]:
    """Give those whom the cells of one row name, once each, with what is said of each; and who was not asked for.

    What names no column belongs to the first who is named. Cost: the cells twice.
    """
    if len(cells) == 1 and cells[0][1].field in NAMING:
        return (_kin(cells[0][2], use=cells[0][1], said={}),)
    said: dict[str, dict[str, tuple[str, Use]]] = {}
    first = next((column for column, use, _ in cells if use.field in NAMING), "")
    for _, use, text in cells:
        if use.field not in NAMING:
            said.setdefault(use.of or first, {})[use.field] = (text, use)
    naming = (cell for cell in cells if cell[1].field in NAMING)
    return merged_family(_kin(text, use=use, said=said.get(column, {})) for column, use, text in naming)


def merged_family(told: Iterable[Kin]) -> tuple[Kin, ...]:
    """Give those of a family once each, by name; and who was asked for and is not among them."""
    named: dict[str, Kin] = {}
    asked: dict[str, Kin] = {}
    for kin in told:
        if kin.answered == Answered.NAMED:
            named[kin.name] = _both(named[kin.name], kin) if kin.name in named else kin
        else:
            asked.setdefault(kin.relation, kin)
    relations = {kin.relation for kin in named.values()}
    return (*named.values(), *(kin for kin in asked.values() if kin.relation not in relations))


def asked_by(by_map: ColumnMap) -> frozenset[str]:
    """Give what a feed's files ask about: fields of the family, homes and numbers, and relations (relation:father)."""
    related = {use.of for use in by_map.columns.values() if use.field == FamilyField.RELATION}
    found = {use.field for use in by_map.columns.values() if use.field in FAMILY | HOME | NUMBERS}
    for column, use in by_map.columns.items():
        if use.field in NAMING:
            found.add(f"relation:{ANY if column in related else use.relation or Relation.PARENT_OR_CARER}")
    return frozenset(found | ({f"relation:{ANY}"} if "" in related else set()))


@lru_cache(1 << 12)
def relation_of(text: str) -> Relation:
    """Read how someone stands to a child, as agencies write it."""
    words = set("".join(c if c.isalpha() else " " for c in text.casefold()).split())
    return next((relation for known, relation in RELATIONS.items() if words & set(known.split())), Relation.OTHER)


def _kin(text: str, *, use: Use, said: Mapping[str, tuple[str, Use]]) -> Kin:
    plain = text.casefold()
    answered = _answer(plain)
    stated = said.get(FamilyField.RELATION)
    relation = relation_of(stated[0]) if stated else use.relation or Relation.PARENT_OR_CARER
    if answered != Answered.NAMED:
        return Kin("", relation, answered=answered)
    return Kin(
        " ".join(text.split()),
        str(relation),
        _yes_or_no(said.get(FamilyField.RESPONSIBILITY), yes=Responsibility.HAS, no=Responsibility.HAS_NOT),
        _yes_or_no(said.get(FamilyField.LIVES_WITH), yes=LivesWith.YES, no=LivesWith.NO),
    )


def _answer(plain: str) -> Answered:
    if plain in NOT_ASKED:
        return Answered.NOT_ASKED
    return Answered.NOT_KNOWN if plain in NOT_KNOWN else Answered.NAMED


def _yes_or_no(told: tuple[str, Use] | None, *, yes: str, no: str) -> str:
    """Read yes, no, or that it was not asked: what is neither is never taken for a no."""
    if told is None:
        return "not_asked"
    text, use = told[0].casefold(), told[1]
    if use.true_when:
        if text in {word.casefold() for word in use.true_when}:
            return str(yes)
    elif text in YES:
        return str(yes)
    return str(no) if text in NO else "not_asked"


def _both(one: Kin, other: Kin) -> Kin:
    """Make one of two tellings of one person in a row: what says more counts."""
    vague = {Relation.PARENT_OR_CARER, Relation.OTHER}
    relation = other.relation if one.relation in vague else one.relation
    pairs = ((one.responsibility, other.responsibility), (one.lives_with, other.lives_with))
    return Kin(one.name, relation, *(_said_of(pair) for pair in pairs))


def _said_of(pair: Iterable[str]) -> str:
    return next((one for one in pair if one != "not_asked"), "not_asked")

"""Settles columns against one another: address lines, parts of a date, names given twice, the same thing again."""

from itertools import combinations

from wraparound.kernel.names import folded
from wraparound.matching.mapping.contents import texts_together
from wraparound.matching.mapping.draft import Draft
from wraparound.matching.words import Field

SAME = 0.98
MADE_OF = 0.8
SINGLE_WORD = 1.3
NOT_COMPARED = frozenset({Field.IGNORE, Field.SOURCE, Field.ID, Field.NHS_NUMBER_VERIFIED, Field.UPN_VERIFIED})


def settle_addresses(draft: Draft) -> None:
    """Tell whole address lines from streets, and find the place of the third and fourth line."""
    for name in draft.meaning("line_1"):
        whole = not draft.having(Field.HOUSE_NUMBER) and draft.contents[name].starts_with_digit >= 0.3
        field = Field.ADDRESS if whole else Field.STREET
        draft.say(
            name,
            decided=field,
            why=f"{draft.meant[name].why}; {'its values begin with a house number' if whole else 'no numbers'}",
        )
    for name in draft.meaning("line_2"):
        draft.say(name, decided=Field.LOCALITY, why=draft.meant[name].why)
    for word, wanted in (("line_3", Field.TOWN), ("line_4", Field.COUNTY)):
        for name in draft.meaning(word):
            taken = bool(draft.having(wanted))
            draft.say(name, decided=Field.LOCALITY if taken else wanted, why=draft.meant[name].why)
    for name in draft.having(Field.STREET):
        numbered = draft.contents[name].starts_with_digit >= 0.5
        if draft.meant[name].means == "street" and numbered and not draft.having(Field.HOUSE_NUMBER):
            draft.say(name, decided=Field.ADDRESS, why="its name says street, but its values begin with a house number")


def settle_birth(draft: Draft) -> None:
    """Use the year of birth, or the age, only where there is no date of birth."""
    whole = draft.having(Field.BIRTH_DATE)
    for name in draft.meaning("birth_year"):
        if whole or draft.contents[name].year < 0.5:
            draft.ignore(name, why=f'it is part of "{whole[0]}"' if whole else "few of its values are years")
        else:
            draft.say(name, decided=Field.BIRTH_DATE, why="it is the year of birth, and there is no whole date")
    known = draft.having(Field.BIRTH_DATE)
    for name in draft.meaning("birth_month", "birth_day"):
        if whole:
            draft.ignore(name, why=f'it is part of "{whole[0]}"')
        else:
            draft.say(name, decided=Field.CATEGORY, why="it is part of a date of birth, and there is no whole date")
    for name in draft.meaning("age"):
        if known:
            draft.ignore(name, why=f'"{known[0]}" says it better: an age changes')
        else:
            draft.say(name, decided=Field.NUMBER, why=draft.meant[name].why)


def settle_names(draft: Draft) -> None:
    """Ignore a whole name beside its parts, and see what a lone "name" beside a surname is."""
    given, surname = draft.having(Field.GIVEN_NAMES), draft.having(Field.SURNAME)
    for name in draft.having(Field.FULL_NAME):
        if surname and not given and draft.contents[name].mean_words < SINGLE_WORD:
            draft.say(name, decided=Field.GIVEN_NAMES, why="single names beside a surname are given names")
        elif given and surname:
            share = _made_of(draft, name, [*given, *surname])
            parts = " and ".join(f'"{part}"' for part in (given[0], surname[0]))
            told = f"; {share:.0%} of its values are made of them" if share >= MADE_OF else ""
            draft.ignore(name, why=f"the parts of the name are in {parts}{told}")


def settle_repeats(draft: Draft) -> None:
    """Ignore a column that says again what an earlier one of the same field says."""
    for first, second in combinations(draft.table.column_names, 2):
        field = draft.fields.get(first)
        if field in NOT_COMPARED or field is not draft.fields.get(second):
            continue
        if _share_equal(draft, first, second) >= SAME:
            draft.ignore(second, why=f'it says the same as "{first}"')


def _share_equal(draft: Draft, first: str, second: str) -> float:
    pairs = texts_together([draft.table.column(first), draft.table.column(second)])
    both = [(folded(a), folded(b)) for a, b in pairs if a and b]
    return sum(a == b for a, b in both) / len(both) if len(both) >= len(pairs) / 10 and both else 0.0


def _made_of(draft: Draft, whole: str, parts: list[str]) -> float:
    """Give the share of values whose words hold every word of the parts."""
    rows = texts_together([draft.table.column(name) for name in (whole, *parts)])
    filled = [(set(folded(row[0]).split()), set(folded(" ".join(row[1:])).split())) for row in rows if row[0]]
    return sum(words >= said for words, said in filled) / len(filled) if filled else 0.0

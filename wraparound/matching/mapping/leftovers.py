"""Decides what is left when names and contents have said nothing certain."""

from wraparound.matching.mapping.contents import Contents
from wraparound.matching.mapping.draft import Draft
from wraparound.matching.words import Field

LONGEST_TEXT = 300
FEW = 50
A_NAME = 0.85
SPREAD_OF_NAMES = 30
WORDS_OF_A_NAME = 1.6, 4.0  # on average
KNOWN = 0.25  # share of values with a given name in them that the table of variants knows


def settle_the_rest(draft: Draft) -> None:
    """Decide every column that is still open: names and dates of birth without a header, attributes of things."""
    _find_people_without_names(draft)
    people = draft.of_people
    for name in draft.undecided:
        held, means = draft.contents[name], draft.meant[name].means
        if people:
            said = (
                "it is the date of something that happened" if means == "event" else "it does not say who a person is"
            )
            draft.ignore(name, why=said)
        else:
            field, why = _attribute(held)
            draft.say(name, decided=field, why=why)


def _find_people_without_names(draft: Draft) -> None:
    """Find the date of birth and the names by what columns hold, in a file whose column names say nothing."""
    open_dates = [n for n in draft.undecided if not draft.meant[n].means and _could_be_birth(draft.contents[n])]
    nameless = [n for n in draft.undecided if not draft.meant[n].means and _could_be_names(draft.contents[n])]
    signs = draft.of_people or draft.having(Field.SEX, Field.POSTCODE)
    if not draft.having(Field.BIRTH_DATE) and len(open_dates) == 1 and (signs or len(nameless) >= 2):
        draft.say(
            open_dates[0],
            decided=Field.BIRTH_DATE,
            why="it is the only column of dates, and the rows seem to be people",
        )
    if draft.having(Field.GIVEN_NAMES, Field.FULL_NAME) or not draft.of_people:
        return
    surname = draft.having(Field.SURNAME)
    whole = [n for n in draft.undecided if not draft.meant[n].means and _could_be_whole_names(draft.contents[n])]
    if whole and not surname:
        draft.say(whole[0], decided=Field.FULL_NAME, why="most of its values look like whole names of people")
    elif nameless:
        _find_names_apart(draft, nameless, has_surname=bool(surname))


def _find_names_apart(draft: Draft, nameless: list[str], *, has_surname: bool) -> None:
    """Find the given names among columns of single words, and the surname beside them."""
    given = max(nameless, key=lambda name: draft.contents[name].known_given)
    if draft.contents[given].known_given < (KNOWN if has_surname else 0.05):
        return
    draft.say(given, decided=Field.GIVEN_NAMES, why="most of its values look like given names")
    others = [name for name in nameless if name != given]
    if others and not has_surname:
        names = draft.table.column_names
        nearest = min(others, key=lambda name: abs(names.index(name) - names.index(given)))
        draft.say(
            nearest, decided=Field.SURNAME, why="its values look like names, and it stands beside the given names"
        )


def _could_be_birth(held: Contents) -> bool:
    return held.date >= 0.8 and held.distinct > SPREAD_OF_NAMES


def _could_be_names(held: Contents) -> bool:
    spread = held.distinct > min(SPREAD_OF_NAMES, 4 + held.values / 40)
    return held.kind == "text" and held.words >= A_NAME and held.mean_words < 1.6 and spread


def _could_be_whole_names(held: Contents) -> bool:
    words = held.words >= A_NAME and WORDS_OF_A_NAME[0] <= held.mean_words <= WORDS_OF_A_NAME[1]
    return held.kind == "text" and words and held.known_given >= KNOWN


def _attribute(held: Contents) -> tuple[Field, str]:
    """Say what kind of attribute a column of things holds."""
    if held.kind == "date" or held.date >= 0.8:
        return Field.DATE, f"{max(held.date, float(held.kind == 'date')):.0%} of its values read as dates"
    if held.kind == "truth":
        return Field.CATEGORY, "it holds true or false"
    if held.number >= 0.9 and held.kind in ("number", "text"):
        if held.distinct_share == 1 and held.values > FEW and held.year < 0.5:
            return Field.IGNORE, "it is a different number in every row, which joins nothing"
        return Field.NUMBER, f"{held.number:.0%} of its values are numbers"
    if held.mean_length > LONGEST_TEXT:
        return Field.IGNORE, f"its values are long texts ({held.mean_length:.0f} characters)"
    if held.distinct <= FEW and held.distinct_share < 0.2:
        return Field.CATEGORY, f"it has {held.distinct} different values"
    return Field.TEXT, "its values are short texts"

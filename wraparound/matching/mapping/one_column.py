"""Decides what one column is, from its name and what it holds, without looking at its neighbours."""

from collections.abc import Callable

from wraparound.matching.mapping.contents import Contents
from wraparound.matching.mapping.draft import Draft
from wraparound.matching.mapping.mapping import TRUE_WORDS, VERIFIED
from wraparound.matching.words import Field

LEAST_PERSONS = 0.1
MANY_SCHOOLS = 20  # rows that are not all of different schools
UNUSED = {
    "truth": "its name suggests it says which rows are the same person; using it would be giving the answer away",
    "derived": "it is worked out from another column",
    "household": "it is a household's or an address's, so it would draw families together",
    "row": "it only numbers the rows",
    "group_only": "it is recorded differently from agency to agency; use it to check fairness (evaluate --by)",
    "title": "a title or suffix says little about who a person is",
    "someone_else": "it is about someone else than the person",
}
HOLDS: dict[Field, tuple[Callable[[Contents], bool], Field, str]] = {
    Field.BIRTH_DATE: (lambda c: c.date + c.year + c.serial >= 0.5, Field.IGNORE, "few of its values read as dates"),
    Field.EXPECTED_BIRTH_DATE: (lambda c: c.date >= 0.5, Field.IGNORE, "few of its values read as dates"),
    Field.NHS_NUMBER: (lambda c: c.nhs_number >= 0.5, Field.IDENTIFIER, "few of its values pass the check of one"),
    Field.UPN: (lambda c: c.upn >= 0.5, Field.IDENTIFIER, "few of its values pass the check of one"),
    Field.PHONE: (lambda c: c.digit_share >= 0.5, Field.IGNORE, "few of its values are telephone numbers"),
    Field.EMAIL: (lambda c: c.email >= 0.5, Field.IGNORE, "few of its values are e-mail addresses"),
    Field.SEX: (lambda c: c.distinct <= 12, Field.IGNORE, "it has too many different values"),
    Field.POSTCODE: (lambda c: c.mean_length <= 12 and c.digit_share > 0.2, Field.IGNORE, "few of its values are such"),
    Field.SOURCE: (
        lambda c: c.constant or (c.distinct <= 100 and c.distinct_share < 0.5),
        Field.IGNORE,
        "it has too many different values to say which agency a record is from",
    ),
    Field.GIVEN_NAMES: (lambda c: c.digit_share < 0.3, Field.IGNORE, "its values are not names"),
    Field.SURNAME: (lambda c: c.digit_share < 0.3, Field.IGNORE, "its values are not names"),
    Field.FULL_NAME: (lambda c: c.digit_share < 0.3, Field.TEXT, "its values are not names of people"),
    Field.CARER_NAME: (lambda c: c.digit_share < 0.3, Field.IGNORE, "its values are not names"),
    Field.TOWN: (lambda c: c.digit_share < 0.3, Field.IGNORE, "its values are not names of places"),
}
OF_SEX = frozenset({"m", "f", "male", "female", "boy", "girl"})
FIELDS = {str(field): field for field in Field}


def read_names(draft: Draft) -> None:
    """Decide the columns whose names say what they are, unless what they hold says otherwise."""
    for name in draft.undecided:
        means, why = draft.meant[name]
        held = draft.contents[name]
        if held.filled == 0:
            draft.ignore(name, why="it is empty")
        elif held.constant and means != "source":
            draft.ignore(name, why="it has the same value in every row")
        elif means in UNUSED:
            draft.ignore(name, why=UNUSED[means])
        elif means in VERIFIED:
            _read_verified(draft, name)
        elif (means == "full_name" and why and not _is_persons(name, held)) or (means == "school" and _numbers(held)):
            continue
        elif means in ("contact", "person"):
            _read_by_contents(draft, name)
        elif means in FIELDS and means != "id":
            _hold_against_contents(draft, name, FIELDS[means], why)


def _read_by_contents(draft: Draft, name: str) -> None:
    """Read a column called only after whom it is about: a name, a way to reach them, or a number."""
    held, contact = draft.contents[name], draft.meant[name].means == "contact"
    if held.phone >= 0.5 or held.email >= 0.5:
        field = Field.PHONE if held.phone >= 0.5 else Field.EMAIL
        draft.say(name, decided=field, why=f"its values are {field.label}s")
    elif held.words >= 0.8 and contact:
        draft.say(name, decided=Field.CARER_NAME, why="its values are names, and its name says a contact's")
    elif held.words >= 0.8:
        single = held.mean_words < 1.6
        draft.say(
            name,
            decided=Field.GIVEN_NAMES if single else Field.FULL_NAME,
            why="its name says a person, its values are names",
        )


def _is_persons(name: str, held: Contents) -> bool:
    """Doubt a column called just "name": it may be a shop's, and then few of its words are given names."""
    return name.strip().lower() not in ("name", "names") or held.known_given >= LEAST_PERSONS


def _numbers(held: Contents) -> bool:
    """Say whether a column called URN numbers the rows: a unique reference number is a school's or of anything else."""
    return held.distinct_share == 1 and held.values > MANY_SCHOOLS


def _hold_against_contents(draft: Draft, name: str, field: Field, why: str) -> None:
    held = draft.contents[name]
    holds, otherwise, doubt = HOLDS.get(field, (lambda _: True, field, ""))
    if holds(held):
        draft.say(name, decided=field, why=why + _evidence(field, held))
    else:
        draft.say(name, decided=otherwise, why=f"its name says {field.label}, but {doubt}")


def _evidence(field: Field, held: Contents) -> str:
    """Say what share of the values bear the name out."""
    shares = {
        Field.BIRTH_DATE: (held.date + held.year + held.serial, "read as dates"),
        Field.POSTCODE: (held.postcode, "are UK postcodes"),
        Field.NHS_NUMBER: (held.nhs_number, "pass the check"),
        Field.UPN: (held.upn, "pass the check"),
        Field.EMAIL: (held.email, "are e-mail addresses"),
    }
    share, what = shares.get(field, (0.0, ""))
    return f"; {share:.0%} of its values {what}" if share >= 0.01 else ""


def _read_verified(draft: Draft, name: str) -> None:
    """Work out which values of a status mean that a number is verified."""
    held = draft.contents[name]
    values = sorted({value.lower() for value in held.sample})
    true: tuple[str, ...]
    if held.kind == "truth":
        true = ()
    elif any(value in TRUE_WORDS for value in values):
        true = tuple(sorted({value for value in held.sample if value.lower() in TRUE_WORDS}))
    elif "01" in values:
        true = ("01",)  # NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE: number present and verified
    else:
        true = tuple(sorted({value for value in held.sample if _means_verified(value.lower())}))
        if not true:
            draft.ignore(name, why="none of its values says that a number is verified")
            return
    draft.true_when[name] = true
    draft.say(name, decided=FIELDS[draft.meant[name].means], why=draft.meant[name].why)


def _means_verified(value: str) -> bool:
    words = value.replace("-", " ").split()
    return not {"not", "no", "un", "never"} & set(words) and any(
        word in ("verified", "traced", "confirmed", "valid") for word in words
    )


def read_contents(draft: Draft) -> None:
    """Decide the columns whose names say nothing but whose values are of an unmistakable kind."""
    for name in draft.undecided:
        held = draft.contents[name]
        if draft.meant[name].means or not held.values:
            continue
        for field, share, least, what in (
            (Field.EMAIL, held.email, 0.8, "e-mail addresses"),
            (Field.NHS_NUMBER, held.nhs_number, 0.8, "valid NHS numbers"),
            (Field.UPN, held.upn, 0.8, "valid unique pupil numbers"),
            (Field.POSTCODE, held.postcode, 0.7, "UK postcodes"),
            (Field.PHONE, held.phone, 0.8, "telephone numbers"),
            (Field.ADDRESS, held.address, 0.6, "addresses"),
        ):
            if share >= least:
                draft.say(name, decided=field, why=f"{share:.0%} of its values are {what}")
                break
        else:
            if held.sex == 1 and held.distinct <= 5 and OF_SEX & set(map(str.lower, held.sample)):
                draft.say(name, decided=Field.SEX, why="its few values are those of sex")

"""What a contact says of a child, as a record of the index says it."""

from datetime import date

from wraparound.frontdoor.words.telling import ChildTold
from wraparound.kernel.dates import age_on, read_date
from wraparound.kernel.identifiers import normal_nhs_number
from wraparound.kernel.postcodes import normal_postcode
from wraparound.matching.words import Field


def key_of(ref: str, *, place: int) -> str:
    """Give the front door's own reference of a child of a contact."""
    return f"{ref}/{place}"


def record_of(child: ChildTold) -> dict[str, list[str]]:
    """Give the fields of a record: the last word of a name is taken for the surname; what is not said is left out.

    A day is taken where all of it is told; of an address its postcode.
    """
    *given, surname = child.name.split() or [""]
    when = read_date(child.born, order="dmy") or read_date(child.born, order="ymd")
    day = when.earliest.isoformat() if when is not None and when.day else ""
    said = {
        Field.GIVEN_NAMES: " ".join(given),
        Field.SURNAME: surname,
        Field.EXPECTED_BIRTH_DATE if child.unborn else Field.BIRTH_DATE: day,
        Field.NHS_NUMBER: normal_nhs_number(child.nhs_number) or "",
        Field.POSTCODE: _postcode_in(child.address),
    }
    return {str(field): [value] for field, value in said.items() if value}


def _postcode_in(address: str) -> str:
    """Find the postcode with which an address ends."""
    words = address.replace(",", " ").split()
    return normal_postcode(" ".join(words[-2:])) or normal_postcode(" ".join(words[-1:])) or ""


def age_of(born: str, *, on: date) -> int | None:
    """Give the age in years of whom a birth date was told, however it is written; None where none was."""
    when = read_date(born, order="dmy") or read_date(born, order="ymd")
    if when is None or when.earliest > on:
        return None
    return age_on(when.earliest, on=on)

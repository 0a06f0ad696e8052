"""What somebody types of a child, in any order, read into what can be looked up, and said back in words.

A scrap is read from its surest parts (numbers, dates, postcodes) to its least sure; what is left is a name. Nothing is
thrown away unsaid: what could not be read stands in `unread`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wraparound.identity.rules.reading import LONGEST, Reading
from wraparound.identity.rules.reading_numbers import (
    read_ages,
    read_codes,
    read_dates,
    read_long_numbers,
    read_numbers,
    read_postcodes,
)
from wraparound.identity.rules.reading_words import read_names, read_school, read_sex, read_streets
from wraparound.identity.rules.scrap_parts import SCHOOL_WORD
from wraparound.identity.words import ScrapPart

STEPS_OF = {  # how a part is read of which it is said what it is
    ScrapPart.CODE: (read_codes,),
    ScrapPart.NUMBER: (read_codes, read_long_numbers, read_numbers),
    ScrapPart.NAME: (read_names,),
    ScrapPart.BORN: (read_dates,),
    ScrapPart.POSTCODE: (read_postcodes,),
    ScrapPart.ADDRESS: (read_streets,),
    ScrapPart.PHONE: (read_long_numbers, read_numbers),
}
URN = re.compile(r"\b[1-9]\d{5}\b")
STEPS = (
    read_codes,
    read_dates,
    read_long_numbers,
    read_school,
    read_streets,
    read_postcodes,
    read_ages,
    read_numbers,
    read_sex,
    read_names,
)


@dataclass(frozen=True)
class Understood:
    """How a scrap was read: what the index is asked, in words, of which kinds, and what could not be read.

    `said` is as `matching.index` takes it. `number` may be the end of a telephone number or any other number, `street`
    holds the words of an address, `code` a person's code, `ages` the first and last day on which someone was born who
    is of the age that was typed.
    """

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    kinds: tuple[ScrapPart, ...] = ()
    unread: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    street: str = ""
    number: str = ""
    ending: str = ""
    code: str = ""
    ages: tuple[date, date] | None = None

    @property
    def says_anything(self) -> bool:
        """Say whether there is anything to look up."""
        return bool(self.kinds)


def understood(scrap: str, *, on: date, schools: Mapping[str, str] | None = None) -> Understood:
    """Read a scrap as it is meant on a day; `schools` are those of the area, by their numbers."""
    reading = Reading(scrap, on=on, schools=schools or {})
    for step in STEPS:
        step(reading)
    return _as_read(reading)


def asked_for(parts: Mapping[ScrapPart, str], *, on: date) -> Understood:
    """Read parts that a system names, each by what it is said to be; what does not fit its name is left unread."""
    reading = Reading("", on=on, schools={})
    for part, text in parts.items():
        reading.rest = f" {text[:LONGEST]} "
        for step in STEPS_OF[part]:
            step(reading)
        left = reading.rest.strip(" ,")
        if left and part is not ScrapPart.NAME:
            reading.unread.append(left)
    return _as_read(reading)


def _as_read(reading: Reading) -> Understood:
    return Understood(
        {name: tuple(values) for name, values in reading.said.items()},
        tuple(reading.words),
        tuple(reading.kinds),
        tuple(reading.unread),
        reading.names,
        reading.street,
        reading.number,
        reading.ending,
        reading.code,
        reading.ages,
    )


def names_school(scrap: str) -> bool:
    """Say whether a scrap may name a school, so that the area's schools are needed to read it."""
    return any(SCHOOL_WORD.fullmatch(word) for word in re.findall(r"\w+", scrap)) or bool(URN.search(scrap))

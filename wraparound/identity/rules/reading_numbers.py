"""Reads codes, numbers, dates, postcodes and ages out of a scrap: whatever has digits."""

import re

from wraparound.identity.rules.reading import Reading
from wraparound.identity.rules.scrap_parts import BY_ITSELF, Dates, born_at, dates_in, of_school_year, years_at
from wraparound.identity.words import ScrapPart
from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.kernel.phones import normal_phone
from wraparound.kernel.postcodes import normal_postcode, outward

_CODE = re.compile(r"\bP-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s,;@]+@[^\s,;@]+\.[^\s,;@]+")
_UPN = re.compile(r"\b[A-Z]\d{11}[0-9A-Z]\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:\bend(?:s|ing)?\b(?:\s+(?:in|with))?|\.\.\.|…|\*)\s*(\d(?:[ -]?\d){3,10})\b", re.IGNORECASE)
_LONG = re.compile(r"\+?\b\d(?:[ ()-]{0,2}\d){8,14}\b")
NUMBER = re.compile(r"\b\d{4,}[a-z]?\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_DISTRICT = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s+(\d)[A-Z]?)?\b", re.IGNORECASE)
_YEAR_GROUP = re.compile(r"\b(?:(?:school\s+)?year|yr)\s?(\d{1,2})\b|\b(reception)\b(?:\s+class)?", re.IGNORECASE)
_ABOUT = r"(?:about|around|approx(?:imately)?\.?|roughly|nearly|almost|circa|c\.?|~)"
_AGES = re.compile(
    r"\b(?:aged?\s*)?(?:between\s+)?(\d{1,2})\s*(?:-|–|to|or|and)\s*(\d{1,2})\b(?:\s*(?:years?|yrs?)(?:\s+old)?)?",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"(?P<about>{_ABOUT})?\s*(?P<aged>\baged?\b)?\s*(?P<also>{_ABOUT})?\s*\b(?P<years>\d{{1,3}})"
    r"\s*(?P<unit>(?:years?|yrs?|y/?o)\b(?:[\s-]*olds?)?|months?\b(?:\s+old)?)?(?![\w/])",
    re.IGNORECASE,
)
OLDEST = 110


def read_codes(reading: Reading) -> None:
    """Read codes of persons, e-mail addresses and pupil numbers."""

    def code(found: re.Match[str]) -> bool:
        reading.code = f"P-{found[1]}-{found[2]}".upper()
        reading.note(ScrapPart.CODE, words=f"code {reading.code}")
        return True

    def email(found: re.Match[str]) -> bool:
        reading.note(ScrapPart.EMAIL, words=f"e-mail address {found[0]}", email=[found[0]])
        return True

    def upn(found: re.Match[str]) -> bool:
        if number := normal_upn(found[0]):
            reading.note(ScrapPart.NUMBER, words=f"unique pupil number {number}", upn=[number])
        return bool(number)

    reading.take(_CODE, read=code)
    reading.take(_EMAIL, read=email)
    reading.take(_UPN, read=upn)


def read_dates(reading: Reading) -> None:
    """Read birth dates and parts of them."""

    def told(dates: Dates) -> None:
        reading.note(ScrapPart.BORN, words=dates.words, **{dates.field: list(dates.values)})

    reading.rest = dates_in(reading.rest, on=reading.on, tell=told)


def read_long_numbers(reading: Reading) -> None:
    """Read NHS numbers, learner numbers, telephone numbers and their endings."""

    def long(found: re.Match[str]) -> bool:
        text = found[0].strip()
        if number := normal_nhs_number(text):
            shown = f"{number[:3]} {number[3:6]} {number[6:]}"
            reading.note(ScrapPart.NUMBER, words=f"NHS number {shown}", nhs_number=[number])
        elif normal_uln(text):
            reading.note(ScrapPart.NUMBER, words=f"unique learner number {text}", uln=[text])
        elif normal_phone(text):
            reading.note(ScrapPart.PHONE, words=f"telephone {' '.join(text.split())}", phone=[text])
        else:
            return False
        return True

    def ending(found: re.Match[str]) -> bool:
        reading.ending = "".join(filter(str.isdigit, found[1]))
        reading.note(ScrapPart.PHONE, words=f"telephone ending {reading.ending}")
        return True

    reading.take(_ENDING, read=ending)
    reading.take(_LONG, read=long)


def read_postcodes(reading: Reading) -> None:
    """Read postcodes and beginnings of them."""

    def whole(found: re.Match[str]) -> bool:
        code = normal_postcode(found[0])
        if code:
            reading.note(ScrapPart.POSTCODE, words=f"postcode {code}", postcode=[code])
        return bool(code)

    def part(found: re.Match[str]) -> bool:
        district = outward(found[1])
        if district is None:
            return False
        code = f"{district} {found[2]}" if found[2] else district
        reading.note(ScrapPart.POSTCODE, words=f"postcode beginning {code}", postcode=[code])
        return True

    reading.take(_WHOLE, read=whole)
    reading.take(_DISTRICT, read=part)


def read_numbers(reading: Reading) -> None:
    """Read what other numbers there are."""

    def number(found: re.Match[str]) -> bool:
        if found[0] in reading.schools:
            school = reading.schools[found[0]]
            reading.note(ScrapPart.SCHOOL, words=f"school {school}", school=[found[0]])
        elif reading.number:
            reading.unread.append(found[0])
        else:
            reading.number = found[0]
            words = f"{found[0]}, a number of any kind or the end of a telephone number"
            reading.note(ScrapPart.NUMBER, words=words)
        return True

    reading.take(NUMBER, read=number)


def read_ages(reading: Reading) -> None:
    """Read school years and ages."""
    on = reading.on

    def group(found: re.Match[str]) -> bool:
        number = 0 if found[2] else int(found[1])
        years = of_school_year(number, on=on)
        called = f"school year {number}" if number else "the reception class"
        reading.note(ScrapPart.AGE, words=f"in {called} (born {years[0]} or {years[-1]})", birth_year=list(years))
        return True

    def between(found: re.Match[str]) -> bool:
        low, high = sorted((int(found[1]), int(found[2])))
        if high - low > 12:
            return False
        years = years_at(low, high=high, on=on)
        reading.ages = born_at(low, high=high, on=on)
        said = f"aged {low} to {high} (born {years[0]} to {years[-1]})"
        reading.note(ScrapPart.AGE, words=said, birth_year=list(years))
        return True

    reading.take(_YEAR_GROUP, read=group)
    reading.take(_AGES, read=between)
    reading.take(_AGE, read=lambda found: _age(found, reading=reading))


def _age(found: re.Match[str], *, reading: Reading) -> bool:
    """Read one age; a bare number is one if nobody could be older."""
    number, unit = int(found["years"]), (found["unit"] or "").lower()
    about = bool(found["about"] or found["also"])
    if number > OLDEST or (not unit and not about and not found["aged"] and not BY_ITSELF.fullmatch(found["years"])):
        return False
    if unit.startswith("month"):
        born = reading.on.year * 12 + reading.on.month - 1 - number
        years = tuple(dict.fromkeys(str(month // 12) for month in (born - 1 - about, born + about)))
        said = f"aged {'about ' if about else ''}{number} months (born {' or '.join(years)})"
    else:
        years = years_at(number - about, high=number + about, on=reading.on)
        reading.ages = born_at(number - about, high=number + about, on=reading.on)
        said = f"aged {'about ' if about else ''}{number} (born {years[0]}{' to ' if about else ' or '}{years[-1]})"
    reading.note(ScrapPart.AGE, words=said, birth_year=list(years))
    return True

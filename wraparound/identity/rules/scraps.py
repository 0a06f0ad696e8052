"""What somebody types of a child, in any order, read into what can be looked up, and said back in words.

A scrap is read from its surest parts (numbers, dates, postcodes) to its least sure; what is left is a name. Nothing is
thrown away unsaid: what could not be read stands in `unread`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from wraparound.identity.rules.scrap_parts import (
    BY_ITSELF,
    IDLE,
    SCHOOL_WORD,
    SEX,
    STREET,
    Dates,
    dates_in,
    of_school_year,
    years_at,
)
from wraparound.identity.words import ScrapPart
from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.kernel.names import folded
from wraparound.kernel.phones import normal_phone
from wraparound.kernel.postcodes import normal_postcode, outward

LONGEST = 200  # letters of a scrap that are read
FEWEST = 3  # letters and digits of a scrap that is worth looking up as it is typed
_CODE = re.compile(r"\bP-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s,;@]+@[^\s,;@]+\.[^\s,;@]+")
_UPN = re.compile(r"\b[A-Z]\d{11}[0-9A-Z]\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:\bend(?:s|ing)?\b(?:\s+(?:in|with))?|\.\.\.|…|\*)\s*(\d(?:[ -]?\d){3,10})\b", re.IGNORECASE)
_LONG = re.compile(r"\+?\b\d(?:[ ()-]{0,2}\d){8,14}\b")
_NUMBER = re.compile(r"\b\d{4,}[a-z]?\b", re.IGNORECASE)
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
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_WITH_DIGIT = re.compile(r"\S*\d\S*")
OLDEST = 110


@dataclass(frozen=True)
class Understood:
    """How a scrap was read: what the index is asked, in words, of which kinds, and what could not be read.

    `said` is as `matching.index` takes it. `number` may be the end of a telephone number or any other number, `street`
    holds the words of an address, `code` a person's code.
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

    @property
    def says_anything(self) -> bool:
        """Say whether there is anything to look up."""
        return bool(self.kinds)


class _Reading:
    """A scrap while it is read: what is left of it, and what was found so far."""

    def __init__(self, scrap: str, *, on: date, schools: Mapping[str, str]) -> None:
        self.rest, self.on, self.schools = f" {scrap[:LONGEST]} ", on, schools
        self.said: dict[str, list[str]] = {}
        self.words: list[str] = []
        self.kinds: list[ScrapPart] = []
        self.unread: list[str] = []
        self.names: tuple[str, ...] = ()
        self.street = self.number = self.ending = self.code = ""

    def note(self, kind: ScrapPart, *, words: str, **said: list[str]) -> None:
        """Note a part that was read."""
        for name, values in said.items():
            held = self.said.setdefault(name, [])
            held += [value for value in values if value not in held]
        self.words.append(words)
        if kind not in self.kinds:
            self.kinds.append(kind)

    def take(self, pattern: re.Pattern[str], *, read: Callable[[re.Match[str]], bool]) -> None:
        """Read whatever a pattern finds, and leave a comma where it was read."""
        self.rest = pattern.sub(lambda found: " , " if read(found) else found[0], self.rest)


def understood(scrap: str, *, on: date, schools: Mapping[str, str] | None = None) -> Understood:
    """Read a scrap as it is meant on a day; `schools` are those of the area, by their numbers."""
    reading = _Reading(scrap, on=on, schools=schools or {})
    for step in (_codes, _dates, _long_numbers, _school, _streets, _postcodes, _ages, _numbers, _sex, _names):
        step(reading)
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
    )


def names_school(scrap: str) -> bool:
    """Say whether a scrap may name a school, so that the area's schools are needed to read it."""
    return any(SCHOOL_WORD.fullmatch(word) for word in re.findall(r"\w+", scrap)) or bool(_NUMBER.search(scrap))


def _codes(reading: _Reading) -> None:
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


def _dates(reading: _Reading) -> None:
    def told(dates: Dates) -> None:
        reading.note(ScrapPart.BORN, words=dates.words, **{dates.field: list(dates.values)})

    reading.rest = dates_in(reading.rest, on=reading.on, tell=told)


def _long_numbers(reading: _Reading) -> None:
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


def _school(reading: _Reading) -> None:
    """Read the name of a school: as many words before and after the word for a school as one school's name has."""
    for part in reading.rest.split(","):
        words = part.split()
        for place, word in enumerate(words):
            if not SCHOOL_WORD.fullmatch(word):
                continue
            end = place + 1
            while end < len(words) and SCHOOL_WORD.fullmatch(words[end]):
                end += 1
            found = _schools_called(words, place=place, end=end, schools=reading.schools)
            if found:
                begin, urns = found
                names = " or ".join(reading.schools[urn] for urn in urns[:3])
                reading.note(ScrapPart.SCHOOL, words=f"school {names}", school=list(urns))
                _read_away(words[begin:end], reading=reading)
            elif place:
                called = " ".join(words[max(0, place - 2) : end])
                reading.unread.append(f"{called} (no school of this name is known here)")
                _read_away(words[place:end], reading=reading)
            return


def _read_away(words: list[str], *, reading: _Reading) -> None:
    """Leave a comma in the place of words that stand side by side, however they are spaced."""
    side_by_side = r"\s+".join(map(re.escape, words))
    reading.rest = re.sub(side_by_side, " , ", reading.rest, count=1)


def _schools_called(
    words: list[str], *, place: int, end: int, schools: Mapping[str, str]
) -> tuple[int, tuple[str, ...]] | None:
    """Give from which word on the words are a school's name, and the schools that it may be."""
    kinds = {folded(word).removesuffix("s") for word in words[place:end]} - {"school"}
    for begin in range(max(0, place - 4), place):
        wanted = {part for word in words[begin:place] for part in folded(word).split()}
        if not wanted or wanted <= IDLE:
            continue
        called = [urn for urn, name in schools.items() if wanted <= set(folded(name).split())]
        closer = [urn for urn in called if kinds <= {one.removesuffix("s") for one in folded(schools[urn]).split()}]
        if called:
            return begin, tuple(sorted(closer or called)[:16])
    return None


def _streets(reading: _Reading) -> None:
    def street(found: re.Match[str]) -> bool:
        line = " ".join(found[0].replace(",", " ").split())
        reading.street = " ".join([reading.street, line]).strip()
        reading.note(ScrapPart.ADDRESS, words=f"address with {line}")
        return True

    for pattern in STREET:
        reading.take(pattern, read=street)


def _postcodes(reading: _Reading) -> None:
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


def _ages(reading: _Reading) -> None:
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
        said = f"aged {low} to {high} (born {years[0]} to {years[-1]})"
        reading.note(ScrapPart.AGE, words=said, birth_year=list(years))
        return True

    reading.take(_YEAR_GROUP, read=group)
    reading.take(_AGES, read=between)
    reading.take(_AGE, read=lambda found: _age(found, reading=reading))


def _age(found: re.Match[str], *, reading: _Reading) -> bool:
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
        said = f"aged {'about ' if about else ''}{number} (born {years[0]}{' to ' if about else ' or '}{years[-1]})"
    reading.note(ScrapPart.AGE, words=said, birth_year=list(years))
    return True


def _numbers(reading: _Reading) -> None:
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

    reading.take(_NUMBER, read=number)


def _sex(reading: _Reading) -> None:
    def sex(found: re.Match[str]) -> bool:
        plain = SEX[found[0].lower()]
        reading.note(ScrapPart.SEX, words="a boy" if plain == "male" else "a girl", sex=[plain])
        return True

    reading.take(re.compile(rf"\b(?:{'|'.join(SEX)})\b", re.IGNORECASE), read=sex)


def _names(reading: _Reading) -> None:
    """Take all other words for names, those that say nothing aside; what has no letters is left unread."""
    reading.unread += [part for part in _WITH_DIGIT.findall(reading.rest) if part.strip(",.")]
    words = [word for word in _WORD.findall(_WITH_DIGIT.sub(" ", reading.rest)) if folded(word) not in IDLE]
    if words:
        reading.names = tuple(words)
        reading.note(ScrapPart.NAME, words=f"name {' '.join(words)}", name=[" ".join(words)])

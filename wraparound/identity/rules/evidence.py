"""Why someone may be who is looked for: each part of what was typed, held against all that their records say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from wraparound.identity.rules import plain_number
from wraparound.identity.rules.indexed import with_address
from wraparound.identity.rules.numbers import states_of
from wraparound.identity.rules.scrap_parts import STREET_KINDS
from wraparound.identity.rules.scraps import Understood
from wraparound.identity.words import NumberKind, NumberState, ScrapPart
from wraparound.kernel.names import folded, given_group, sound_key
from wraparound.kernel.phones import normal_phone
from wraparound.kernel.postcodes import normal_postcode, outward

Said = Mapping[str, list[str]]
NAMES = ("given_names", "surname", "known_as", "previous_surname", "full_name")
FIRST = ("given_names", "known_as", "full_name")
LAST = ("surname", "previous_surname")
HOMES = ("postcode", "previous_postcode")
SAME, NEAR, FAR, APART, SURE = 6.0, 4.0, 2.0, -2.0, 12.0  # so much a part speaks for someone
_folded = lru_cache(1 << 16)(folded)  # a search holds the same few names against many


@dataclass(frozen=True)
class Evidence:
    """What of a scrap a person's records bear out, in words, and what they do not; `order` puts the likeliest first."""

    fits: tuple[str, ...]
    misses: tuple[str, ...]
    order: float

    @property
    def in_words(self) -> str:
        """Say how much of what was typed their records bear out."""
        if not self.misses:
            return "All that you typed fits"
        return "Most of what you typed fits" if len(self.fits) > len(self.misses) else "Some of what you typed fits"


class _Scale:
    def __init__(self) -> None:
        self.fits: list[str] = []
        self.misses: list[str] = []
        self.order = 0.0

    def add(self, grade: float, *, words: str) -> None:
        """Note a part that fits so well, or that does not where the grade is below nought."""
        self.order += grade
        (self.fits if grade > 0 else self.misses).append(words)


def evidence(understood: Understood, *, records: Iterable[Said]) -> Evidence:
    """Hold a scrap against what all records of a person say, now and before."""
    held, scale = [with_address(said) for said in records], _Scale()
    _weigh_names(understood, held=held, scale=scale)
    _weigh_birth(understood, held=held, scale=scale)
    _weigh_home(understood, held=held, scale=scale)
    _weigh_others(understood, held=held, scale=scale)
    _weigh_numbers(understood, held=held, scale=scale)
    return Evidence(tuple(scale.fits), tuple(scale.misses), scale.order)


def _values(held: Iterable[Said], *fields: str) -> list[str]:
    return list(dict.fromkeys(value for said in held for field in fields for value in said.get(field, ())))


def _weigh_names(understood: Understood, *, held: list[Said], scale: _Scale) -> None:
    called = sorted({part for value in _values(held, *NAMES) for part in _folded(value).split()})
    for typed in understood.names:
        if len(typed) == 1 and (initial := _with_initial(_folded(typed), held=held)):
            scale.add(FAR + 1, words=f"has the initial of {initial[0].title()}")
            continue
        likest = (_alike(part, others=called) for part in _folded(typed).split())
        grade, how, name = max(likest, default=(APART, "", ""))
        scale.add(grade, words=f"{how} {name.title()}".strip() if name else f"the name {typed}")


def _with_initial(typed: str, *, held: list[Said]) -> list[str]:
    """Give the first names and surnames that begin with a letter."""
    names = {part for value in _values(held, *FIRST) for part in _folded(value).split()[:1]}
    names |= {part for value in _values(held, *LAST) for part in _folded(value).split()}
    return sorted(name for name in names if name.startswith(typed))


def _alike(typed: str, *, others: Sequence[str]) -> tuple[float, str, str]:
    """Say how like a name that was typed is to the likest of others, in a grade and in words; others in order."""
    group, sound, found = given_group(typed), sound_key(typed), (APART, "", "")
    for name in others:
        if name == typed:
            return SAME, "called", name
        slips = 1 if min(len(name), len(typed)) < 7 else 2
        if given_group(name) == group:
            grade = (NEAR + 1, "the name is a form of", name)
        elif len(typed) > 3 and len(name) > 2 and OSA.distance(typed, name, score_cutoff=slips) <= slips:
            grade = (NEAR, "spelt much like", name)
        elif len(typed) > 2 and name.startswith(typed):
            grade = (NEAR, "begins as you typed:", name)
        elif sound and sound_key(name) == sound and len(typed) > 1 and len(name) > 1:
            grade = (NEAR - 1, "sounds like", name)
        elif len(typed) == 1 and name.startswith(typed):
            grade = (FAR, "has the initial of", name)
        else:
            continue
        found = max(found, grade)
    return found


def _weigh_birth(understood: Understood, *, held: list[Said], scale: _Scale) -> None:
    asked, years = understood.said.get("birth_date", ()), understood.said.get("birth_year", ())
    days = _values(held, "birth_date", "expected_birth_date") if asked or years else []
    if asked:
        if len(asked) > 1:
            _weigh_birthday(asked, days=days, scale=scale)
        else:
            grade, words = _born(asked[0], days=days)
            scale.add(grade, words=words)
    if years:
        born = {int(day[:4]) for day in days if day[:4].isdecimal()}
        wanted = sorted(map(int, years))
        if born & set(wanted):
            of_age = understood.ages is None or any(_is_within(day, ages=understood.ages) for day in days)
            scale.add(NEAR if of_age else NEAR - 1, words=f"born in {min(born & set(wanted))}")
        elif any(wanted[0] - 1 <= year <= wanted[-1] + 1 for year in born):
            scale.add(FAR / 2, words="born within a year of that")
        else:
            scale.add(APART, words="the age" if len(wanted) > 1 else f"born in {wanted[0]}")


def _is_within(day: str, *, ages: tuple[date, date]) -> bool:
    return ages[0].isoformat()[: len(day)] <= day <= ages[1].isoformat()[: len(day)]


def _born(asked: str, *, days: Iterable[str]) -> tuple[float, str]:
    """Say how near the nearest of birth dates is to the one that was typed, which may be its month alone."""
    found = (APART - 1, "the birth date")
    for day in days:
        if day == asked:
            return SAME + 3, "born on that day"
        if len(asked) == 7 and day.startswith(asked):
            found = max(found, (SAME, "born in that month"))
        elif len(day) == 10 == len(asked) and (day[:4], day[8:], day[5:7]) == (asked[:4], asked[5:7], asked[8:]):
            found = max(found, (NEAR + 1, "born on that day with day and month the other way round"))
        elif OSA.distance(day, asked, score_cutoff=1) <= 1 and len(day) == len(asked):
            found = max(found, (NEAR, "born on a date that differs in one digit"))
        elif day[:7] == asked[:7]:
            found = max(found, (NEAR - 1, "born in the same month"))
        elif day[:4] == asked[:4]:
            found = max(found, (FAR, "born in the same year"))
    return found


def _weigh_birthday(asked: Sequence[str], *, days: Iterable[str], scale: _Scale) -> None:
    same = any(day[5:] == asked[0][5:] for day in days if len(day) == 10)
    scale.add(SAME if same else APART, words="has that birthday" if same else "the birthday")


def _weigh_home(understood: Understood, *, held: list[Said], scale: _Scale) -> None:
    postcodes = understood.said.get("postcode", ())
    whole = {code for value in _values(held, *HOMES) if (code := normal_postcode(value))} if postcodes else set()
    for asked in postcodes:
        grade, words = _near(asked, codes=whole)
        scale.add(grade, words=words)
    if understood.street:
        typed = [word for word in _folded(understood.street).split() if word not in STREET_KINDS]
        lines = [set(_folded(line).split()) for line in _values(held, "address")]
        best = max((len(set(typed) & line) for line in lines), default=0)
        if typed and best == len(typed):
            scale.add(SAME, words="lives or lived at that address")
        elif typed and best and best >= len(typed) - 1:
            scale.add(FAR, words="lives or lived at an address like that")
        else:
            scale.add(APART, words="the address")


def _near(asked: str, *, codes: Iterable[str]) -> tuple[float, str]:
    """Say how near the nearest of postcodes is to the one that was typed, which may be its beginning alone."""
    found = (APART, f"the postcode {asked}")
    for code in codes:
        if code == asked:
            return SAME, f"lives or lived at {asked}"
        if code[:-2] in {asked, asked[:-2]}:
            found = max(found, (NEAR, f"postcode beginning {code[:-2]}"))
        elif outward(code) in {asked, outward(asked)}:
            grade = NEAR - 1 if outward(code) == asked else FAR
            found = max(found, (grade, f"same postcode district, {outward(code)}"))
    return found


def _weigh_others(understood: Understood, *, held: list[Said], scale: _Scale) -> None:
    schools = understood.said.get("school", ())
    if schools:
        same = not set(schools).isdisjoint(_values(held, "school"))
        scale.add(NEAR if same else APART, words="goes or went to that school" if same else "the school")
    for sex in understood.said.get("sex", ()):
        told = {value.strip().lower()[:1] for value in _values(held, "sex")}
        codes = {"m", "1", "b"} if sex == "male" else {"f", "2", "g"}
        if told:
            same, words = bool(told & codes), "a boy" if sex == "male" else "a girl"
            scale.add(1.0 if same else APART, words=words)
    for email in understood.said.get("email", ()):
        same = email.lower() in {value.strip().lower() for value in _values(held, "email")}
        scale.add(SAME if same else APART, words="same e-mail address" if same else "the e-mail address")


def _weigh_numbers(understood: Understood, *, held: list[Said], scale: _Scale) -> None:
    _weigh_telephones(understood, held=held, scale=scale)
    said = {kind: understood.said.get(kind, ()) for kind in NumberKind}
    plain = plain_number(understood.number) if understood.number else ""
    numbers = {plain_number(value) for value in _values(held, *NumberKind)} if plain or any(said.values()) else set()
    for kind, asked in said.items():
        for one in asked:
            same = plain_number(one) in numbers
            how = "former" if same and _is_former(plain_number(one), held=held) else "same"
            scale.add(SURE if same else APART, words=f"{how} {kind.label}" if same else f"the {kind.label}")
    if plain and plain in numbers:
        has = "had" if _is_former(plain, held=held) else "has"
        scale.add(SURE, words=f"{has} the number {understood.number}")
    elif plain and any(phone.endswith(plain) for phone in _phones(held)):
        scale.add(SAME, words=f"telephone ending {understood.number}")
    elif plain and understood.number in _values(held, "school"):
        scale.add(NEAR, words="goes or went to that school")
    elif plain:
        scale.add(APART, words=f"the number {understood.number}")
    if ScrapPart.CODE in understood.kinds:
        scale.add(SURE, words="has that code")


def _is_former(plain: str, *, held: list[Said]) -> bool:
    """Say whether a number is one that another has replaced."""
    return any(states_of(held, kind=kind).get(plain) == NumberState.FORMER for kind in NumberKind)


def _weigh_telephones(understood: Understood, *, held: list[Said], scale: _Scale) -> None:
    asked = understood.said.get("phone", ())
    phones = _phones(held) if asked or understood.ending else set()
    for one in asked:
        same = (normal_phone(one) or plain_number(one)) in phones
        scale.add(SAME + 1 if same else APART, words="same telephone number" if same else "the telephone number")
    if understood.ending:
        same = any(phone.endswith(understood.ending) for phone in phones)
        scale.add(SAME if same else APART, words=f"telephone ending {understood.ending}")


def _phones(held: list[Said]) -> set[str]:
    return {normal_phone(value) or plain_number(value) for value in _values(held, "phone")}

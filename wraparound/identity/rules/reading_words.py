"""Reads schools, streets, sex and names out of a scrap: whatever is words."""

import re
from collections.abc import Mapping

from wraparound.identity.rules.reading import Reading
from wraparound.identity.rules.scrap_parts import ALSO_SURNAMES, IDLE, SCHOOL_WORD, SEX, STREET
from wraparound.identity.words import ScrapPart
from wraparound.kernel.names import folded

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_WITH_DIGIT = re.compile(r"\S*\d\S*")


def read_school(reading: Reading) -> None:
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


def _read_away(words: list[str], *, reading: Reading) -> None:
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


def read_streets(reading: Reading) -> None:
    """Read streets with their house numbers."""

    def street(found: re.Match[str]) -> bool:
        line = " ".join(found[0].replace(",", " ").split())
        reading.street = " ".join([reading.street, line]).strip()
        reading.note(ScrapPart.ADDRESS, words=f"address with {line}")
        return True

    for pattern in STREET:
        reading.take(pattern, read=street)


def read_sex(reading: Reading) -> None:
    """Read whether it is a boy or a girl."""

    def sex(found: re.Match[str]) -> bool:
        plain = SEX[found[0].lower()]
        reading.note(ScrapPart.SEX, words="a boy" if plain == "male" else "a girl", sex=[plain])
        return True

    reading.take(re.compile(rf"\b(?:{'|'.join(SEX)})\b", re.IGNORECASE), read=sex)


def read_names(reading: Reading) -> None:
    """Take all other words for names, those that say nothing aside; what has no letters is left unread."""
    reading.unread += [part for part in _WITH_DIGIT.findall(reading.rest) if part.strip(",.")]
    words: list[str] = []
    for word in _WORD.findall(_WITH_DIGIT.sub(" ", reading.rest)):
        if folded(word) not in IDLE or (words and folded(word) in ALSO_SURNAMES):
            words.append(word)
    if words:
        reading.names = tuple(words)
        reading.note(ScrapPart.NAME, words=f"name {' '.join(words)}", name=[" ".join(words)])

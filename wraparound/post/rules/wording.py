"""Letters as they are worded: by the area, or as Wraparound words them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from wraparound.agencies.words import LetterCode, LetterWording

PLACE = re.compile(r"\{([a-z]+)\}")
DATA = Path(__file__).with_name("letters.toml")


@cache
def usual_wordings() -> dict[str, LetterWording]:
    """Give how Wraparound words each letter."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        code: LetterWording(code=LetterCode(code), subject=one["subject"], text=tuple(one["text"]))
        for code, one in read.items()
    }


def wording_of(template: str, *, own: Iterable[LetterWording]) -> LetterWording:
    """Give how a letter is worded: as the area words it, or else as usual."""
    return next((one for one in own if one.code == template), usual_wordings()[template])


def written_out(wording: LetterWording, *, said: Mapping[str, str]) -> tuple[str, str]:
    """Give the subject, in one line, and the text of a letter, with everything in braces filled in."""

    def filled(text: str) -> str:
        return PLACE.sub(lambda found: said[found[1]], text)

    return " ".join(filled(wording.subject).split()), "\n\n".join(map(filled, wording.text)) + "\n"

"""Papers set by typst, in its own fonts, as PDF/UA: whoever reads by ear or by finger reads them too.

Words go in as data and are never read as markup; the template reaches no file and no network. A character that no
font of typst's holds would break the promise of PDF/UA, so it is named instead: nothing that was written is lost.
"""

import json
import unicodedata
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from django.utils.timezone import localtime

from wraparound.frontdoor.words.papers import Paper

TEMPLATE = (Path(__file__).parent / "paper.typ").read_bytes()
PROBE = TEMPLATE.partition(b"// The paper itself")[0] + b"\n#sys.inputs.probe"
CHANGES_NOTHING = {"Cc", "Cf"}  # control and format characters, which are not seen
SEEN_AS_SPACE = "\n\t"


class Typst:
    """Sets papers by typst."""

    def set_in_type(self, paper: Paper, *, at: datetime) -> bytes:
        """Give a paper as a tagged PDF."""
        held = asdict(paper) | {"made": f"{localtime(at):%-d %B %Y, %H:%M}"}
        words = json.dumps(_printable(held))
        return _compiled(TEMPLATE, at=int(at.timestamp()), paper=words)


def _compiled(template: bytes, *, at: int, **inputs: str) -> bytes:
    return typst.compile(
        template, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True, sys_inputs=inputs, timestamp=at
    )


def _printable(said: object) -> object:
    if isinstance(said, dict):
        return {key: _printable(one) for key, one in said.items()}
    if isinstance(said, list | tuple):
        return [_printable(one) for one in said]
    return "".join(_as_set(one) for one in unicodedata.normalize("NFC", said)) if isinstance(said, str) else said


def _as_set(character: str) -> str:
    if (character.isascii() and character.isprintable()) or character in SEEN_AS_SPACE:
        return character
    if unicodedata.category(character) in CHANGES_NOTHING:
        return ""
    return character if _is_held(character) else f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


@cache
def _is_held(character: str) -> bool:
    """Say whether some font holds a character, by setting it alone; 10 ms for each, once."""
    try:
        _compiled(PROBE, at=0, probe=character)
    except typst.TypstError:
        return False
    return True

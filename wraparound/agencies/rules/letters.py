"""Whether an area's own wording of a letter says what the letter must, and nothing that is not there to be said."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wraparound.agencies.rules.values import listed, shown, suggestion
from wraparound.agencies.words import OF_NODE, SAID, WITH_LINK, Fault, LetterCode, LetterFact

PLACE = re.compile(r"\{([^{}]*)\}")
BRACE = re.compile(r"[{}]")


def faults_of_letters(content: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the wording of letters whose single values are right."""
    for letter in content.get("letters", {}).get("letters", []):
        if letter.get("code") in set(LetterCode) and {"subject", "text"} <= set(letter):
            yield from _of_one(letter, code=LetterCode(letter["code"]))


def _of_one(letter: Mapping[str, Any], *, code: LetterCode) -> Iterator[Fault]:
    at, linked = f"letters[{code}]", code in WITH_LINK
    may = [str(fact) for fact in (*SAID[code], *OF_NODE) if linked or fact is not LetterFact.LINK]
    if LetterFact.ASKER not in SAID[code]:
        may.remove(LetterFact.PHONE)  # for it is the asker's
    texts = [("subject", letter["subject"]), *(("text", one) for one in letter["text"])]
    for key, text in texts:
        for name in PLACE.findall(text):
            if name not in may:
                yield Fault("letters.toml", f"{at}.{key}", f"{{{shown(name)}}}", _unknown(name, may=may))
        if BRACE.search(PLACE.sub("", text)):
            yield Fault("letters.toml", f"{at}.{key}", shown(text), "a brace stands alone; write {reference}, say.")
    said = {name for _, text in texts for name in PLACE.findall(text)}
    must = [str(fact) for fact in SAID[code]]
    if missing := [name for name in must if name not in said]:
        yield Fault("letters.toml", at, "", f"say {listed([f'{{{name}}}' for name in missing])} somewhere in it.")
    if linked and not any("{link}" in text for text in letter["text"]):
        yield Fault("letters.toml", f"{at}.text", "", "put {link} into its text: without it nobody can answer.")
    if "{link}" in letter["subject"] and linked:
        yield Fault("letters.toml", f"{at}.subject", "{link}", "take the link out of the subject; it is for the text.")


def _unknown(name: str, *, may: list[str]) -> str:
    return f"this letter cannot say it; {suggestion(name, known=may)}"

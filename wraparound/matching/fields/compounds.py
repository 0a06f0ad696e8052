"""Names of several words that are one name, and names of two naming systems: Abdul Rahman, De Souza, Yu Xuan, Wong."""

from collections import defaultdict

from wraparound.kernel.names import folded, given_group, name_parts
from wraparound.kernel.tables import rows

_WORDS = {row["kind"]: frozenset(row["words"].split("|")) for row in rows("name_words.csv")}
_FAMILIES: dict[str, list[str]] = defaultdict(list)
for _row in rows("surnames.csv"):
    for _name in _row["variants"].split():
        _FAMILIES[_name].append(_row["variants"].split()[0])
_EAST_ASIAN = frozenset(
    name
    for row in rows("surnames.csv")
    if row["tradition"] in ("chinese", "korean")
    for name in row["variants"].split()
)
# Letters that stand in romanised Chinese syllables and hardly in English names that could be cut into two of them.
_TELLING = ("x", "q", "zh", "ts", "sz", "uo", "iu", "ui")


def whole_parts(text: str | None) -> tuple[str, ...]:
    """Give the parts of a name, folded, each that is written in several words as one: alhassan, desouza, yuxuan.

    A particle, and Abd or Abdul ("servant of"), is no name without the word after it. A given name of two Chinese or
    Korean syllables is one name that is written apart, with a hyphen or together; brothers often share one syllable.
    """
    words, parts = name_parts(text), []
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words[end - 1] in _WORDS["joins"]:
            end += 1
        if end == at + 1 < len(words) and {words[at], words[end]} <= _WORDS["syllable"]:
            end += 1
        parts.append("".join(words[at:end]))
        at = end
    return tuple(parts)


def is_particle(word: str) -> bool:
    """Tell whether a folded word is no name without the word after it: al, de, van, Mc, Abdul."""
    return word in _WORDS["joins"]


def surname_families(surname: str | None) -> tuple[str, ...]:
    """Give the names that stand for a surname's spellings in any romanisation; an unknown one stands for itself.

    One Chinese surname is Chen by Mandarin, Chan by Cantonese and Tan by Hokkien, and one spelling may be of several
    (Wong is Huang or Wang), so there may be several.
    """
    plain = folded(surname).replace(" ", "")
    return tuple(_FAMILIES[plain]) if plain in _FAMILIES else (given_group(plain),)


def is_east_asian_surname(surname: str | None) -> bool:
    """Tell whether a surname is a Chinese or Korean one, romanised in any of the usual ways."""
    return folded(surname).replace(" ", "") in _EAST_ASIAN


def is_east_asian_given(name: str | None) -> bool:
    """Tell whether a given name is surely Chinese or Korean: made of such syllables, and no English name besides."""
    words = name_parts(name)[:2]
    if not words or words[0] in _WORDS["joins"]:
        return False
    if len(words) == 2 and set(words) <= _WORDS["syllable"]:
        return True
    return (words[0] in _WORDS["syllable"] and words[0] not in _WORDS["western"]) or (
        _is_two_syllables(words[0]) and any(letters in words[0] for letters in _TELLING)
    )


def is_western_given(name: str | None) -> bool:
    """Tell whether a given name cannot be Chinese or Korean: it is not made of such syllables."""
    words = name_parts(name)[:1]
    return bool(words) and len(words[0]) > 2 and words[0] not in _WORDS["syllable"] and not _is_two_syllables(words[0])


def _is_two_syllables(word: str) -> bool:
    return any({word[:cut], word[cut:]} <= _WORDS["syllable"] for cut in range(1, len(word)))

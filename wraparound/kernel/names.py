"""People's names: folded for comparison, grouped by variant, keyed by sound, and read out of one line of text."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from wraparound.kernel.tables import rows

# Letters that carry no removable accent, and marks that join the letters beside them (O’Neill, Nu‘man, J.P.).
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n"}
_LETTERS |= {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ə": "e", "ŧ": "t", "ƴ": "y", "ȷ": "j"}
_DROPPED = dict.fromkeys(".'`´‘’‛ʹʻʼʽʾʿˈ′＇\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_FOLD = str.maketrans(_LETTERS | _DROPPED)
_FOLD_ASCII = str.maketrans({c: c.lower() if c.isalnum() else " " for c in map(chr, range(128))} | _DROPPED)
_ACCENTS = re.compile(r"(?<=[a-z0-9])[\u0300-\u036f]+")

_WORDS = {row["kind"]: frozenset(row["words"].split("|")) for row in rows("name_words.csv")}
_GROUP = {name: row["variants"].split()[0] for row in rows("variants.csv") for name in row["variants"].split()}

_SOUNDS = rows("sounds.csv")
_STARTS = {row["found"]: row["becomes"] for row in _SOUNDS if row["place"] == "start"}
_ANYWHERE = {row["found"]: row["becomes"] for row in _SOUNDS if row["place"] == "any"}
_GROUPS_OF_LETTERS = re.compile("|".join(sorted(_ANYWHERE, key=len, reverse=True)))
# One letter for each family of sounds; vowels, w, y and h only part their neighbours.
_CODES = str.maketrans("aeiouwyhbpfvckqgjdtszxlmnr", "        BPFFKKKGJTTSSSLMNR")
_REPEATED = re.compile(r"(.)(?=\1)")
_FIRST_VOWEL = re.compile(r"[aeiouyw]")

_ASIDE = re.compile(
    r"[(\[]([^()\[\]]*)[)\]]|\"([^\"]*)\"|(?<!\S)'([^']+)'(?!\S)|\b(?:known as|a\.?k\.?a\.?)\s+(\S+)", re.IGNORECASE
)
_KNOWN_AS = re.compile(r"^(?:also |usually )?(?:known as|aka|prefers?|called|pref)\b:?\s*", re.IGNORECASE)
_BORN_AS = re.compile(r"^(?:n[ée]e|formerly|previously|born)\b", re.IGNORECASE)
_ALWAYS_LARGE = frozenset({"st", "saint", "san", "santa", "mac", "mc", "o"})  # of a surname's particles
_PIECE = re.compile(r"(MC(?=\w{2}))?(\w+)")
_QUOTES = str.maketrans("“”„«»‘’", '"""""\'\'')


class PersonName(NamedTuple):
    """A person's name in its parts, spelt as it was written; a single name is the given one."""

    given: tuple[str, ...] = ()
    surname: str | None = None
    known_as: str | None = None


def folded(text: str | None) -> str:
    """Give a name as it is compared: small letters, no accents or apostrophes, one space for every other separator.

    Letters of other scripts keep their marks; only Latin letters lose theirs.
    """
    if not text:
        return ""
    if text.isascii():
        return text.lower() if text.isalpha() else " ".join(text.translate(_FOLD_ASCII).split())
    plain = unicodedata.normalize("NFKD", text.translate(_FOLD)).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain).translate(_FOLD))
    plain = unicodedata.normalize("NFC", plain)
    if not plain.isalpha():
        plain = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in plain)
    return " ".join(plain.split())


def name_parts(text: str | None) -> tuple[str, ...]:
    """Give the parts of a name, folded, in the order written."""
    return tuple(folded(text).split())


@lru_cache(1 << 16)
def given_group(name: str | None) -> str:
    """Give the one name that stands for a given name's spellings and short forms; an unknown name stands for itself.

    The table of variants is ours. It joins what one person is called in different files (Katie, Catherine), never what
    different traditions made of one root (Yusuf, Joseph).
    """
    plain = folded(name)
    return _GROUP.get(plain, plain)


def is_given_name(name: str | None) -> bool:
    """Say whether a word is one of the given names that the table of variants knows."""
    return folded(name) in _GROUP


@lru_cache(1 << 16)
def sound_key(name: str | None) -> str:
    """Give up to five letters that names which sound alike share, whichever tradition they are spelt in.

    The table of sounds says how groups of letters are read. A first vowel is A, other vowels only part consonants.
    """
    sound = folded(name).replace(" ", "")
    if not sound:
        return ""
    start = sound[:2] if sound[:2] in _STARTS else sound[:1]
    sound = _STARTS.get(start, start) + sound[len(start) :]
    sound = _GROUPS_OF_LETTERS.sub(lambda found: _ANYWHERE[found[0]], sound)
    first = "A" if sound[0] in "aeiou" else ""
    key = first + _REPEATED.sub("", sound.translate(_CODES)).replace(" ", "")[: 5 - len(first)]
    if len(key) > 1 or not (vowel := _FIRST_VOWEL.search(sound)):
        return key
    # So little is left of Lee, Lou and La that the kind of vowel must tell them apart.
    return key + ("I" if vowel[0] in "eiy" else "O" if vowel[0] in "ouw" else "A")


def is_placeholder(name: str | None) -> bool:
    """Tell whether what stands where a name should is no name: Baby, Unknown, Twin 1, Infant of …, TBC, N/A, Xxxx."""
    plain = folded(name)
    if not plain or plain in _WORDS["empty"] or (len(plain) > 2 and len(set(plain)) == 1):
        return True
    first, *others = plain.split()
    if first not in _WORDS["placeholder"]:
        return not (first.isalpha() or any(c.isalpha() for c in plain))
    return others[:1] == ["of"] or all(
        len(word) == 1 or word.isdigit() or word in _WORDS["placeholder"] or word in _WORDS["filler"] for word in others
    )


def read_name(text: str | None) -> PersonName:
    """Take a person's name written in one line apart: order, titles, several given names, particles, known-as names."""
    whole = " ".join((text or "").translate(_QUOTES).split())
    known_as = None
    for aside in _ASIDE.finditer(whole):
        said = next((words for words in aside.groups() if words), "")
        if not (_BORN_AS.match(said) or is_placeholder(said)):
            known_as = known_as or _KNOWN_AS.sub("", said).strip(" ,") or None
    whole = _ASIDE.sub(" ", whole)
    family, comma, rest = whole.partition(",")
    if comma and folded(rest) not in _WORDS["suffix"] and (after := _bare(rest)) and (before := _bare(family)):
        return PersonName(after, " ".join(before), known_as)
    parts = _bare(whole.replace(",", " "))
    split = _surname_at(parts)
    if split < 0:
        return PersonName(parts[-split:], " ".join(parts[:-split]), known_as)
    return PersonName(parts[:split], " ".join(parts[split:]) or None, known_as)


def written_name(text: str) -> str:
    """Write a name as one reads it to somebody: the surname last, and no word in capitals that can do without.

    Which letters inside a word are large is lost where a file wrote all in capitals: MACLEOD is written Macleod.
    """
    family, comma, rest = text.partition(",")
    if comma and folded(rest) and folded(rest) not in _WORDS["suffix"]:
        text = f"{rest} {family}"
    words = text.split()
    return " ".join(_in_small(word, is_first=not place) for place, word in enumerate(words))


def _in_small(word: str, *, is_first: bool) -> str:
    # Initials stay as they are: one letter, J.P., and JJ, which nobody could say as a word.
    particle = folded(word) in _WORDS["particle"]
    spoken = particle or ("." not in word and _FIRST_VOWEL.search(word.lower()))
    if not word.isupper() or len(word) == 1 or not spoken:
        return word
    if particle and not is_first and folded(word) not in _ALWAYS_LARGE:
        return word.lower()
    return _PIECE.sub(lambda piece: ("Mc" if piece[1] else "") + piece[2].capitalize(), word)


def _bare(text: str) -> tuple[str, ...]:
    # Titles come first and suffixes last; a lone word is always a name.
    parts = [part for part in text.replace(",", " ").split() if any(c.isalnum() for c in part)]
    while len(parts) > 1 and folded(parts[0]) in _WORDS["title"]:
        del parts[0]
    while len(parts) > 1 and folded(parts[-1]) in _WORDS["suffix"]:
        del parts[-1]
    return tuple(parts)


def _surname_at(parts: tuple[str, ...]) -> int:
    # Where the surname begins; below zero: where it ends, when capitals show that it was put first.
    capital = [len(part) > 1 and part.isupper() for part in parts]
    if not all(capital) and any(capital):
        if capital[0]:
            return -capital.index(False)
        if capital[-1]:
            return len(capital) - capital[::-1].index(False)
    at = len(parts) - 1
    while at > 1 and folded(parts[at - 1]) in _WORDS["particle"]:
        at -= 1
    return at if at > 0 else len(parts)

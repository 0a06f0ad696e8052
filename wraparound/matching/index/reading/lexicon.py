"""What reading knows of letters and words, laid out for kernels: how characters fold, what words mean, how names sound.

All of it is asked of the kernel's own functions and tables, so that nothing is said twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from wraparound.kernel.names import folded, given_group
from wraparound.kernel.tables import rows
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.fields.compounds import is_east_asian_surname, surname_families
from wraparound.matching.index.letters import hash_of

CHARACTERS = 0x2020  # those from here on are not read
LATIN = (range(0x250), range(0x1E00, 0x1F00), range(0x2010, CHARACTERS))
NOT_READ = -1
MOST_BYTES = 3  # that a character folds to, so that what is made of a short text has room
PLACEHOLDER, EMPTY, FILLER, JOINS, SYLLABLE, WESTERN, EAST_ASIAN = (1 << k for k in range(7))
MARKS = {"placeholder": PLACEHOLDER, "empty": EMPTY, "filler": FILLER, "joins": JOINS, "syllable": SYLLABLE}
MARKS |= {"western": WESTERN}
WORD = 5  # numbers of a word: its hash, marks, group, the place of its families among the kin and how many
SLOT_BITS = 14
RULE = 4  # numbers of a rule of sound: letters found, how many, what they become, how many
LETTERS = 26


class Lexicon(NamedTuple):
    """The tables as arrays; what a word is replaced by is its place among the texts, times 256, and its length."""

    folds: Array  # int64[CHARACTERS]: up to three bytes and how many, or NOT_READ
    words: Array  # int64[1 << SLOT_BITS, WORD]
    texts: Array  # uint8[…]
    kin: Array  # int64[…]: families of surnames
    first_rule: Array  # int64[2, LETTERS + 1]: the rules for each first letter, at a name's start and anywhere
    rules: Array  # int64[…, RULE]

    def places(self) -> list[int]:
        """Give the addresses that kernels read; keep the arrays."""
        return [address(array) for array in self]


@cache
def lexicon() -> Lexicon:
    """Lay the tables out."""
    known = _marked()
    texts, refers = _texts(word for one in known for word in (given_group(one), *surname_families(one)))
    words, kin = np.zeros((1 << SLOT_BITS, WORD), np.int64), list[int]()
    for one, marks in known.items():
        raw = np.frombuffer(one.encode(), np.uint8)
        h, families = int(hash_of(address(raw), len(raw))), surname_families(one)
        slot = h >> (64 - SLOT_BITS)
        while words[slot].any():
            slot = (slot + 1) % len(words)
        signed = h - (1 << 64) if h >> 63 else h
        words[slot] = signed, marks, refers[given_group(one)], len(kin), len(families)
        kin += [refers[family] for family in families]
    firsts, rules = zip(*(_rules(place) for place in ("start", "any")), strict=True)
    shifted = np.stack([firsts[0], firsts[1] + len(rules[0])])
    return Lexicon(_folds(), words, texts, np.array(kin, np.int64), shifted, np.concatenate(rules))


def _folds() -> Array:
    """Say what each Latin character folds to, where that is plain and whatever stands beside it."""
    found = np.full(CHARACTERS, NOT_READ, np.int64)
    for code in (code for run in LATIN for code in run):
        inside = folded(f"x{chr(code)}x")[1:-1]
        alike = folded(f"7{chr(code)}") == f"7{inside}".rstrip() and folded(chr(code)) == inside.strip()
        if inside.isascii() and alike and len(inside) <= MOST_BYTES:
            found[code] = _packed(inside) | len(inside) << 56
    return found


def _packed(text: str) -> int:
    return int.from_bytes(text.encode(), "little")


def _marked() -> dict[str, int]:
    """Give every word of the tables with what it is a mark of."""
    known: dict[str, int] = defaultdict(int)
    for row in rows("name_words.csv"):
        for word in row["words"].split("|"):
            known[word] |= MARKS.get(row["kind"], 0)
    for row in [*rows("variants.csv"), *rows("surnames.csv")]:
        for word in row["variants"].split():
            known[word] |= EAST_ASIAN * is_east_asian_surname(word)
    return known


def _texts(words: Iterable[str]) -> tuple[Array, dict[str, int]]:
    whole, refers = b"", {}
    for word in dict.fromkeys(words):
        refers[word] = len(whole) << 8 | len(word.encode())
        whole += word.encode()
    return np.frombuffer(whole, np.uint8), refers


def _rules(place: str) -> tuple[Array, Array]:
    """Give the rules of sound for a place in a name by their first letters, the longest first."""
    said = sorted((row for row in rows("sounds.csv") if row["place"] == place), key=_in_order)
    letters: Sequence[int] = [ord(row["found"][0]) - ord("a") for row in said]
    first = np.searchsorted(np.array(letters), np.arange(LETTERS + 1)).astype(np.int64)
    made = [(_packed(r["found"]), len(r["found"]), _packed(r["becomes"]), len(r["becomes"])) for r in said]
    return first, np.array(made, np.int64).reshape(-1, RULE)


def _in_order(row: dict[str, str]) -> tuple[str, int]:
    return row["found"][0], -len(row["found"])

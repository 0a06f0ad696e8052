"""Slips of hand and ear on one word: a neighbouring key, two letters swapped, one lost or doubled, written by sound."""

from wraparound.sample.tables import rows, words

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    letter: (keys[place - 1] if place else "") + (keys[place + 1] if place + 1 < len(keys) else "")
    for keys in _ROWS
    for place, letter in enumerate(keys)
}
_SOUNDS = (
    ("ph", "f"),
    ("ck", "k"),
    ("ie", "y"),
    ("ee", "ea"),
    ("ey", "y"),
    ("ou", "oo"),
    ("ai", "ay"),
    ("th", "t"),
    ("sh", "s"),
    ("ll", "l"),
    ("nn", "n"),
    ("ss", "s"),
    ("tt", "t"),
    ("mm", "m"),
    ("rr", "r"),
    ("c", "k"),
    ("k", "c"),
    ("i", "y"),
    ("y", "i"),
    ("z", "s"),
    ("s", "z"),
    ("e", "a"),
    ("a", "e"),
    ("o", "u"),
    ("u", "o"),
    ("n", "nn"),
    ("t", "tt"),
    ("l", "ll"),
)
_SPELT: dict[str, list[str]] = {}
for _row in rows("spellings"):
    _group = words(_row["group"])
    for _name in _group:
        _SPELT.setdefault(_name, []).extend(other for other in _group if other != _name)


def mistyped(word: str, *, luck: float) -> str:
    """Give the word with one slip of the hand; `luck`, in [0, 1), chooses which and where."""
    if len(word) < 2:
        return word
    kind, luck = divmod(luck * 5, 1)
    place = 1 + int(luck * (len(word) - 1))
    nearby = int(luck * 7919 % 1 * 2)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if kind == 0 and after:
        return before + after[0] + letter + after[1:]
    if kind == 1 and len(word) > 3:
        return before + after
    if kind == 2:
        return before + letter + letter + after
    if kind == 3 and len(word) > 3:
        return word[: place - 1] + word[place:] if place > 1 else word[0] + word[2:]
    beside = _BESIDE.get(letter.lower(), "e")
    return before + beside[nearby % len(beside)] + after


def respelt(word: str, *, luck: float) -> str:
    """Give another spelling of the word: a written variant if the tables know one, else by its sound."""
    known = _SPELT.get(word)
    if known and luck < 0.85:
        return known[int(luck / 0.85 * len(known))]
    return by_sound(word, luck=luck)


def has_spellings(word: str) -> bool:
    """Tell whether the tables know another spelling of the word."""
    return word in _SPELT


def by_sound(word: str, *, luck: float) -> str:
    """Give the word as someone may write it who only heard it."""
    first = int(luck * len(_SOUNDS))
    lower = word.lower()
    for step in range(len(_SOUNDS)):
        heard, written = _SOUNDS[(first + step) % len(_SOUNDS)]
        place = lower.find(heard, 1)
        if place > 0:
            return word[:place] + written + word[place + len(heard) :]
    return mistyped(word, luck=luck)


def misdigited(digits: str, *, luck: float, keep: int) -> str:
    """Give the number with two digits swapped or one wrong, beyond the first `keep`, which mark it as invented."""
    kind, luck = divmod(luck * 2, 1)
    place = keep + int(luck * (len(digits) - keep - 1))
    if kind == 0 and digits[place] != digits[place + 1]:
        return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    wrong = str((int(digits[place]) + 1 + int(luck * 7919 % 1 * 8)) % 10) if digits[place].isdigit() else "0"
    return digits[:place] + wrong + digits[place + 1 :]

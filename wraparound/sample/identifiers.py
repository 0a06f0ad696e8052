"""Numbers that pass every check and belong to nobody, and how to tell by them that a record is invented."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from wraparound.sample.chance import Ints, Rng, Texts, texts

_BLOCK = 1_000_000
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_ID = re.compile(r"QX-[A-Z]{2}-\d{8}")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_NOISE = re.compile(r"[\s.\-]")
FIRST_LA, LAST_LA = 101, 199  # the Department for Education's codes for authorities begin at 201


def _check_digits(nine: Ints) -> Ints:
    total = np.zeros(len(nine), dtype=np.int64)
    rest = nine.copy()
    for weight in range(2, 11):
        total += weight * (rest % 10)
        rest //= 10
    return (11 - total % 11) % 11


def nhs_numbers(slots: Ints, *, shift: int) -> Ints:
    """Give a valid NHS number for each slot, all different; slots 2k and 2k + 1 get neighbouring numbers.

    The first 900,000 slots lie in 999 000 0000 to 999 999 9999, kept for tests. Beyond that the sample goes on in
    998, 997 … 900, which the health service does not issue either.
    """
    offsets = _issuable(0)
    pairs = len(offsets) // 2 - 4_000
    block, pair = np.divmod(slots // 2, pairs)
    place = (pair * 7_919 + shift) % pairs * 2 + slots % 2
    made = np.empty(len(slots), dtype=np.int64)
    for number in np.unique(block):
        here = block == number
        nine = _issuable(int(number))[place[here]]
        made[here] = nine * 10 + _check_digits(nine)
    return made


@cache
def _issuable(block: int) -> Ints:
    if block > 99:
        raise ValueError(f"the sample has NHS numbers for 90 million people, and block {block} is beyond them")
    nine = (999 - block) * _BLOCK + np.arange(_BLOCK)
    return nine[_check_digits(nine) < 10]


def upns(la: int, *, school: Ints, year: Ints, serial: Ints) -> Texts:
    """Give pupil numbers with their check letters, in an authority whose code is not in use."""
    digits = [np.full(len(school), int(d)) for d in str(la)]
    for number, width in ((school, 4), (year, 2), (serial, 3)):
        digits += [number // 10 ** (width - 1 - place) % 10 for place in range(width)]
    total = sum(position * digit for position, digit in enumerate(digits, start=2))
    letters = np.asarray(list(_LETTERS), dtype=object)[np.asarray(total) % 23]
    rest = la * 10**9 + school * 10**5 + year * 10**3 + serial
    return np.asarray(letters + texts([str(number) for number in rest.tolist()]), dtype=object)


def phones(rng: Rng, *, start: str, size: int) -> Texts:
    """Give telephone numbers in a range that is not opened: 04 for mobile and 06 for home telephones."""
    return texts([f"{start}{number:09d}" for number in rng.integers(0, 10**9, size).tolist()])


def scrambled(numbers: Ints, *, shift: int) -> Ints:
    """Give each number another below a hundred million, one to one, so that order tells nothing."""
    return (numbers * 61_803_399 + shift) % 100_000_000


def is_invented(record: Mapping[str, object]) -> bool:
    """Tell whether a record comes from this sample, whatever its columns are called.

    Its identifier begins with QX-, and no value is a number or postcode that a real person could have: NHS numbers
    begin with 9, telephones with 04 or 06, pupil numbers name an authority below 200, postcodes an area Q.
    """
    values = [str(value) for value in record.values() if value is not None]
    return any(_ID.fullmatch(value) for value in values) and not any(real_looking(values))


def real_looking(values: Iterable[str]) -> Iterable[bool]:
    """Say of each value whether it has the shape of a real person's number or postcode."""
    for value in values:
        code = _NOISE.sub("", value).upper()
        if code.isdigit() or code.startswith("+"):
            yield _real_number(code)
        elif _UPN.fullmatch(code):
            yield code[1] != "1"
        else:
            yield bool(_POSTCODE.fullmatch(code)) and code[0] != "Q"


def _real_number(code: str) -> bool:
    digits = "0" + code[3:] if code.startswith("+44") else code.lstrip("+")
    if len(digits) == 10:
        return digits[0] != "9"
    return len(digits) == 11 and digits[:2] not in {"04", "06"}

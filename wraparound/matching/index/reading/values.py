"""Everything that is said of a person read at once: each value by its field's kind, then what names say together."""

from numba import njit

from wraparound.matching.compare.memory import int64_at, put_int64
from wraparound.matching.index.block import uint8_at
from wraparound.matching.index.reading import desk as d
from wraparound.matching.index.reading.desk import room_at, write
from wraparound.matching.index.reading.folding import after, fold
from wraparound.matching.index.reading.names import read_given, read_pairs, read_surname, sound_of_first
from wraparound.matching.index.reading.numbers import (
    read_date,
    read_phone,
    read_postcode,
    read_sex,
    read_ten_digits,
    read_upn,
)

OTHER, TEXT, GIVEN_NAMES, KNOWN_AS, SURNAME, FORMER, DATE, SEX, NHS_NUMBER, ULN, UPN, POSTCODE, PHONE = range(13)
KINDS = {
    "given_names": GIVEN_NAMES, "known_as": KNOWN_AS, "surname": SURNAME, "previous_surname": FORMER,
    "birth_date": DATE, "sex": SEX, "nhs_number": NHS_NUMBER, "uln": ULN, "upn": UPN, "postcode": POSTCODE,
    "previous_postcode": POSTCODE, "phone": PHONE,
}  # fmt: skip
FRONT = 2  # bytes before a value as it is said: its field, and how many characters it has
MOST = 60  # values read at once; PAIRS is what names say together
PAIRS = 61


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _read_text(desk, field, kind, begin, end, raw):
    """Read a value that is folded; say whether it is in letters that are read."""
    length = fold(desk, raw, begin, end, room_at(desk, d.FOLDED))
    if length >= 0:
        if kind == TEXT:
            write(desk, int64_at(int64_at(desk, d.FIELD_COLUMNS), field), room_at(desk, d.FOLDED), length)
        elif kind in (GIVEN_NAMES, KNOWN_AS):
            read_given(desk, length, kind == GIVEN_NAMES)
        else:
            read_surname(desk, length)
    return length >= 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _read_number(desk, kind, place, length):
    """Read a value that is not folded; say whether it is written as it is mostly written."""
    if kind == DATE:
        return read_date(desk, place, length)
    if kind == SEX:
        return read_sex(desk, place, length)
    if kind == NHS_NUMBER:
        return read_ten_digits(desk, d.NHS_NUMBER, 0, place, length)
    if kind == ULN:
        return read_ten_digits(desk, d.ULN, 10, place, length)
    if kind == UPN:
        return read_upn(desk, place, length)
    if kind == POSTCODE:
        return read_postcode(desk, place, length)
    return kind == PHONE and read_phone(desk, place, length)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _end_of(raw, at):
    """Give where the text of a value ends."""
    return after(raw, at + FRONT, uint8_at(raw, at + 1))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _read_together(desk, raw):
    """Read the first given name and the first surname together; say whether both are in letters that are read."""
    given, surname, folded = int64_at(desk, d.GIVEN_AT), int64_at(desk, d.SURNAME_AT), room_at(desk, d.FOLDED)
    if int64_at(int64_at(desk, d.COLUMNS), d.NAME_PAIR) < 0 or given < 0 or surname < 0:
        return True
    length = fold(desk, raw, given + FRONT, _end_of(raw, given), folded)
    first = sound_of_first(desk, length) if length >= 0 else 0
    last = fold(desk, raw, surname + FRONT, _end_of(raw, surname), folded)
    if length < 0 or last < 0:
        return False
    if first:
        read_pairs(desk, first, last)
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read(desk, raw, length):
    """Read what is said and write what it is made into; give how many bytes. LEFT tells what is not read, as bits."""
    for slot in (d.END, d.PRESENT, d.LEFT):
        put_int64(desk, slot, 0)
    put_int64(desk, d.GIVEN_AT, -1)
    put_int64(desk, d.SURNAME_AT, -1)
    at, value, left = 0, 0, 0
    while at < length:
        field = uint8_at(raw, at)
        kind, begin, end = int64_at(int64_at(desk, d.KINDS), field), at + FRONT, _end_of(raw, at)
        if kind == GIVEN_NAMES and int64_at(desk, d.GIVEN_AT) < 0:
            put_int64(desk, d.GIVEN_AT, at)
        if kind == SURNAME and int64_at(desk, d.SURNAME_AT) < 0:
            put_int64(desk, d.SURNAME_AT, at)
        if begin == end:
            is_read = True
        elif kind >= TEXT and kind <= FORMER:
            is_read = _read_text(desk, field, kind, begin, end, raw)
        else:
            is_read = _read_number(desk, kind, raw + begin, end - begin)
        left |= 0 if is_read else 1 << value
        at, value = end, value + 1
    left |= 0 if _read_together(desk, raw) else 1 << PAIRS
    put_int64(desk, d.LEFT, left)
    return int64_at(desk, d.END)

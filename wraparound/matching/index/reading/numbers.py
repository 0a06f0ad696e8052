"""Dates and numbers read as almost everybody writes them: an ISO date, a postcode, ten digits, a pupil's number."""

import numpy as np
from numba import njit

from wraparound.kernel.identifiers import _CHECK_LETTERS
from wraparound.kernel.postcodes import INWARD_LETTERS
from wraparound.matching.index.block import put_uint8, uint8_at
from wraparound.matching.index.reading import desk as d
from wraparound.matching.index.reading.desk import KEY, copied, room_at, write_derived

SPACE, PLUS, DASH, ZERO, NINE = 32, 43, 45, 48, 57
DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
EPOCH = 719_162  # days before 1970
INWARD = tuple(chr(k) in INWARD_LETTERS for k in range(128))
CHECK_LETTER = tuple(_CHECK_LETTERS.find(chr(k)) for k in range(128))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _are_digits(place, begin, end):
    found = True
    for k in range(begin, end):
        found &= uint8_at(place, k) >= ZERO and uint8_at(place, k) <= NINE
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _number(place, begin, end):
    found = np.int64(0)
    for k in range(begin, end):
        found = found * 10 + np.int64(uint8_at(place, k)) - ZERO
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _day_number(year, month, day):
    """Count the days from 1 January 1970 to a date; a number that no date has where the calendar has no such day."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if month < 1 or month > 12 or day < 1:
        return np.int64(-EPOCH)
    if day > DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (leap and month == 2):
        return np.int64(-EPOCH)
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + DAYS_BEFORE[month - 1] + (leap and month > 2) + day - 1 - EPOCH


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _write_number(desk, derived, number):
    """Write a whole number in decimal digits."""
    out, rest, digits = room_at(desk, KEY), abs(number), 1
    while rest >= 10**digits:
        digits += 1
    begin = 1 if number < 0 else 0
    put_uint8(out, 0, DASH)
    for k in range(begin + digits - 1, begin - 1, -1):
        put_uint8(out, k, ZERO + rest % 10)
        rest //= 10
    write_derived(desk, derived, out, begin + digits)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_date(desk, place, length):
    """Read a whole ISO date of the last century or this; say whether it is one."""
    if length != 10 or uint8_at(place, 4) != DASH or uint8_at(place, 7) != DASH:
        return False
    if not (_are_digits(place, 0, 4) and _are_digits(place, 5, 7) and _are_digits(place, 8, 10)):
        return False
    year, month, day = _number(place, 0, 4), _number(place, 5, 7), _number(place, 8, 10)
    number = _day_number(year, month, day)
    if year < 1900 or year > 2099 or number == -EPOCH:
        return False
    write_derived(desk, d.BIRTH_DATE, place, 10)
    write_derived(desk, d.BIRTH_YEAR, place, 4)
    _write_number(desk, d.BIRTH_DAY, number)
    if day <= 12 and day != month:
        turned = room_at(desk, KEY)
        copied(place, 10, turned)
        copied(place + 8, 2, turned + 5)
        copied(place + 5, 2, turned + 8)
        write_derived(desk, d.BIRTH_SWAPPED, turned, 10)
    if day != 1 or month != 1:
        write_derived(desk, d.BIRTH_SURE, place, 10)
        write_derived(desk, d.BIRTHDAY, place + 5, 5)
        write_derived(desk, d.BIRTH_MONTH, place, 7)
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_sex(desk, place, length):
    """Read sex by its first letter or code; say whether it is one of those."""
    first = uint8_at(place, 0) if length else np.uint8(0)
    male, female = first in (77, 109, 49), first in (70, 102, 50)
    put_uint8(room_at(desk, KEY), 0, 109 if male else 102)
    if male or female:
        write_derived(desk, d.SEX, room_at(desk, KEY), 1)
    return male or female


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _digits(place, length, out):
    """Copy the digits of a text of digits and spaces; give how many, or -1 where there is anything else."""
    count = 0
    for k in range(length):
        letter = uint8_at(place, k)
        if letter >= ZERO and letter <= NINE:
            put_uint8(out, count, letter)
            count += 1
        elif letter != SPACE:
            return -1
    return count


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_ten_digits(desk, derived, remainder, place, length):
    """Read a number of ten digits whose weighed sum leaves a remainder by 11; say whether it is digits at all."""
    ten = room_at(desk, KEY)
    count = _digits(place, length, ten)
    if count != 10:
        return count >= 0
    total, alike = np.int64(0), True
    for k in range(10):
        total += (10 - k) * (np.int64(uint8_at(ten, k)) - ZERO)
        alike &= uint8_at(ten, k) == uint8_at(ten, 0)
    begins_well = uint8_at(ten, 0) != ZERO if derived == d.ULN else not alike
    if total % 11 == remainder and begins_well:
        write_derived(desk, derived, ten, 10)
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_upn(desk, place, length):
    """Read a pupil's number written as it is shown; say whether it is."""
    if length != 13 or not _are_digits(place, 1, 12) or uint8_at(place, 0) > 127 or uint8_at(place, 12) > 127:
        return False
    last = CHECK_LETTER[uint8_at(place, 12)]
    if last < 0 and not _are_digits(place, 12, 13):
        return False
    total = 13 * (last if last >= 0 else np.int64(uint8_at(place, 12)) - ZERO)
    for k in range(1, 12):
        total += (k + 1) * (np.int64(uint8_at(place, k)) - ZERO)
    if CHECK_LETTER[uint8_at(place, 0)] == total % 23:
        write_derived(desk, d.UPN, place, 13)
        return True
    return False


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_phone(desk, place, length):
    """Read a telephone number of eleven digits that begins with one nought; say whether it is."""
    digits, out = room_at(desk, KEY), room_at(desk, d.KEY_BESIDE)
    if _digits(place, length, digits) != 11 or uint8_at(digits, 0) != ZERO or uint8_at(digits, 1) == ZERO:
        return False
    alike = True
    for k in range(4, 11):
        alike &= uint8_at(digits, k) == uint8_at(digits, 3)
    if alike:
        return False
    put_uint8(out, 0, PLUS)
    put_uint8(out, 1, ZERO + 4)
    put_uint8(out, 2, ZERO + 4)
    copied(digits + 1, 10, out + 3)
    write_derived(desk, d.PHONE, out, 13)
    return True


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_outward(place, length):
    """Tell whether a text is a postcode's first part, and no code of the health service's."""
    letters = 0
    while letters < length and letters < 2 and uint8_at(place, letters) >= 65 and uint8_at(place, letters) <= 90:
        letters += 1
    if letters == 0 or (letters == 2 and uint8_at(place, 0) == 90 and uint8_at(place, 1) == 90):
        return False
    if length - letters == 1:
        return _are_digits(place, letters, length)
    if length - letters != 2 or not _are_digits(place, letters, letters + 1):
        return False
    last = uint8_at(place, length - 1)
    if last >= 65 and last <= 90:
        return True
    return uint8_at(place, letters) != ZERO and last >= ZERO and last <= NINE


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_postcode(desk, place, length):
    """Read a postcode written as it is shown; say whether it is."""
    if length < 6 or length > 8 or uint8_at(place, length - 4) != SPACE or not _is_outward(place, length - 4):
        return False
    if not _are_digits(place, length - 3, length - 2) or uint8_at(place, length - 2) > 127:
        return False
    if uint8_at(place, length - 1) > 127 or not INWARD[uint8_at(place, length - 2)]:
        return False
    if not INWARD[uint8_at(place, length - 1)]:
        return False
    write_derived(desk, d.POSTCODE, place, length)
    write_derived(desk, d.SECTOR, place, length - 2)
    write_derived(desk, d.OUTWARD, place, length - 4)
    return True

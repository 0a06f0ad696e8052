"""People's names read as `prepared_values` reads them: their words, spellings, sounds and traditions."""

from numba import njit

from wraparound.matching.compare.memory import int64_at, put_int64
from wraparound.matching.index.block import put_uint8, uint8_at
from wraparound.matching.index.reading import desk as d
from wraparound.matching.index.reading.desk import copied, room_at, write_derived
from wraparound.matching.index.reading.lexicon import EAST_ASIAN, JOINS
from wraparound.matching.index.reading.sounds import sound
from wraparound.matching.index.reading.words import (
    SPACE,
    is_east_asian,
    is_placeholder,
    is_western,
    marks_of,
    put_together,
    word_end,
    word_of,
    write_yes,
)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _write_word(desk, derived, refer):
    """Write a word of the tables."""
    write_derived(desk, derived, int64_at(desk, d.TEXTS) + (refer >> 8), refer & 255)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _write_group(desk, derived, place, length):
    """Write the name that stands for a name's variants."""
    word = word_of(desk, place, length)
    if word:
        _write_word(desk, derived, int64_at(word, 2))
    else:
        write_derived(desk, derived, place, length)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _write_families(desk, place, length):
    """Write the names that stand for a surname, given without spaces."""
    word = word_of(desk, place, length)
    if word == 0:
        write_derived(desk, d.SURNAME_GROUP, place, length)
        return
    for k in range(int64_at(word, 4)):
        _write_word(desk, d.SURNAME_GROUP, int64_at(int64_at(desk, d.KIN), int64_at(word, 3) + k))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_given(desk, length, with_middle):
    """Read a folded given name, the first of them or all."""
    folded, joined = room_at(desk, d.FOLDED), room_at(desk, d.JOINED)
    if is_placeholder(desk, folded, length):
        return
    whole = put_together(desk, folded, length, joined)
    end = word_end(joined, 0, whole)
    write_derived(desk, d.INITIAL, joined, 1)
    if end > 1:
        write_derived(desk, d.GIVEN, joined, end)
        _write_group(desk, d.GIVEN_GROUP, joined, end)
        write_derived(desk, d.GIVEN_SOUND, room_at(desk, d.KEY), sound(desk, joined, end, room_at(desk, d.KEY)))
    if is_east_asian(desk, folded, length):
        write_yes(desk, d.EAST_ASIAN_GIVEN)
    if is_western(desk, folded, length):
        write_yes(desk, d.WESTERN_GIVEN)
    while with_middle and end < whole:
        begin = end + 1
        end = word_end(joined, begin, whole)
        write_derived(desk, d.MIDDLE, joined + begin, end - begin)
        write_derived(desk, d.MIDDLE_INITIAL, joined + begin, 1)
        _write_group(desk, d.MIDDLE_GROUP, joined + begin, end - begin)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _surnames(desk, length):
    """List a folded surname whole and, where it is double, its longer parts; give how many."""
    folded, joined, names = room_at(desk, d.FOLDED), room_at(desk, d.JOINED), room_at(desk, d.NAMES)
    if is_placeholder(desk, folded, length):
        return 0
    put_int64(names, 0, joined)
    put_int64(names, 1, put_together(desk, folded, length, joined))
    count, begin = 1, 0
    while begin < length and count < d.MOST_NAMES:
        end = word_end(folded, begin, length)
        part = end - begin
        if part > 2 and part < length and not marks_of(desk, folded + begin, part) & JOINS:
            put_int64(names, 2 * count, folded + begin)
            put_int64(names, 2 * count + 1, part)
            count += 1
        begin = end + 1
    return count


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _bare(desk, place, length):
    """Copy a name without its spaces; give its length."""
    bare, written = room_at(desk, d.BARE), 0
    for k in range(length):
        if uint8_at(place, k) != SPACE:
            put_uint8(bare, written, uint8_at(place, k))
            written += 1
    return written


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_surname(desk, length):
    """Read a folded surname."""
    names, bare, key, east_asian = room_at(desk, d.NAMES), room_at(desk, d.BARE), room_at(desk, d.KEY), False
    for k in range(_surnames(desk, length)):
        place, letters = int64_at(names, 2 * k), int64_at(names, 2 * k + 1)
        write_derived(desk, d.SURNAME, place, letters)
        write_derived(desk, d.SURNAME_SOUND, key, sound(desk, place, letters, key))
        plain = _bare(desk, place, letters)
        _write_families(desk, bare, plain)
        east_asian |= marks_of(desk, bare, plain) & EAST_ASIAN != 0
    if east_asian:
        write_yes(desk, d.EAST_ASIAN_SURNAME)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def sound_of_first(desk, length):
    """Write how the first of folded given names sounds into its own room; give how long that is, 0 for an initial."""
    folded, joined = room_at(desk, d.FOLDED), room_at(desk, d.JOINED)
    if is_placeholder(desk, folded, length):
        return 0
    end = word_end(joined, 0, put_together(desk, folded, length, joined))
    return sound(desk, joined, end, room_at(desk, d.KEY_BESIDE)) if end > 1 else 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _is_after(x, x_length, y, y_length):
    """Say whether one key comes after another."""
    for k in range(min(x_length, y_length)):
        if uint8_at(x, k) != uint8_at(y, k):
            return uint8_at(x, k) > uint8_at(y, k)
    return x_length > y_length


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def read_pairs(desk, first, length):
    """Write how a first name, whose sound is in its room, and each form of a folded surname sound together."""
    names, key, beside = room_at(desk, d.NAMES), room_at(desk, d.KEY), room_at(desk, d.KEY_BESIDE)
    whole = room_at(desk, d.BARE)
    for k in range(_surnames(desk, length)):
        last = sound(desk, int64_at(names, 2 * k), int64_at(names, 2 * k + 1), key)
        one, other, one_length, other_length = beside, key, first, last
        if _is_after(beside, first, key, last):
            one, other, one_length, other_length = key, beside, last, first
        copied(one, one_length, whole)
        put_uint8(whole, one_length, SPACE)
        copied(other, other_length, whole + one_length + 1)
        write_derived(desk, d.NAME_PAIR, whole, one_length + 1 + other_length)

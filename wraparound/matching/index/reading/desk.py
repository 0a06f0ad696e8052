"""The desk that values are read at: one block that says where the tables, the plan, the room and the answer lie."""

from numba import njit

from wraparound.matching.compare.memory import int64_at, put_int64
from wraparound.matching.index.block import put_uint8, uint8_at

# Where the lexicon's tables lie, then the plan (each field's kind and column, each derived column's place), room to
# work in, and where what is made is written; then what came of it: its end, the set of its columns, what is not read.
FOLDS, WORDS, TEXTS, KIN, FIRST_RULE, RULES, KINDS, FIELD_COLUMNS, COLUMNS, ROOM, OUT = range(11)
END, PRESENT, LEFT, GIVEN_AT, SURNAME_AT, SIZE = range(11, 17)
HEAD = 3  # bytes before a value's text

# Parts of the room, in bytes: a text folded, its words joined, a name without spaces, two texts turned into sounds,
# two sounds, and a list of names.
FOLDED, JOINED, BARE, SOUNDING, SOUNDED, KEY, KEY_BESIDE, NAMES, ROOM_SIZE = range(0, 9 << 10, 1 << 10)
MOST_NAMES = 60

DERIVED = (
    "initial", "given", "given_group", "given_sound", "middle", "middle_initial", "middle_group", "east_asian_given",
    "western_given", "surname", "surname_sound", "surname_group", "east_asian_surname", "name_pair", "birth_date",
    "birth_year", "birth_day", "birth_swapped", "birth_sure", "birthday", "birth_month", "sex", "postcode", "sector",
    "outward", "phone", "nhs_number", "upn", "uln",
)  # fmt: skip
(
    INITIAL, GIVEN, GIVEN_GROUP, GIVEN_SOUND, MIDDLE, MIDDLE_INITIAL, MIDDLE_GROUP, EAST_ASIAN_GIVEN, WESTERN_GIVEN,
    SURNAME, SURNAME_SOUND, SURNAME_GROUP, EAST_ASIAN_SURNAME, NAME_PAIR, BIRTH_DATE, BIRTH_YEAR, BIRTH_DAY,
    BIRTH_SWAPPED, BIRTH_SURE, BIRTHDAY, BIRTH_MONTH, SEX, POSTCODE, SECTOR, OUTWARD, PHONE, NHS_NUMBER, UPN, ULN,
) = range(len(DERIVED))  # fmt: skip


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def room_at(desk, part):
    """Give where a part of the room begins."""
    return int64_at(desk, ROOM) + part


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def copied(place, length, to):
    """Copy bytes."""
    for k in range(length):
        put_uint8(to, k, uint8_at(place, k))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def write(desk, column, place, length):
    """Write a value of a column of the index, unless it is empty or the index has no such column."""
    if column < 0 or length == 0:
        return
    out = int64_at(desk, OUT) + int64_at(desk, END)
    put_uint8(out, 0, column)
    put_uint8(out, 1, length & 255)
    put_uint8(out, 2, length >> 8)
    copied(place, length, out + HEAD)
    put_int64(desk, END, int64_at(desk, END) + HEAD + length)
    put_int64(desk, PRESENT, int64_at(desk, PRESENT) | 1 << column)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def write_derived(desk, derived, place, length):
    """Write a value of a column known by what it is derived from."""
    write(desk, int64_at(int64_at(desk, COLUMNS), derived), place, length)

"""Where everything of an index lies: one block of numbers through which every kernel finds rows, values and keys."""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from wraparound.matching.compare.levels import RowsAt, ValuesAt
from wraparound.matching.compare.memory import _reader, _writer, int64_at, put_int64

uint8_at = _reader(types.uint8)
uint32_at = _reader(types.uint32)
put_int32 = _writer(types.int32)
put_uint8 = _writer(types.uint8)
put_uint16 = _writer(types.uint16)
put_uint64 = _writer(types.uint64)
put_float64 = _writer(types.float64)


@intrinsic
def prefetch(_context, place):
    """Ask for what lies at an address to be brought near, without waiting for it."""

    def code(_context, builder, _signature, arguments):
        pointer, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [pointer], kind)
        wish = [number(0), number(3), number(1)]  # to read, kept near, data
        builder.call(fetch, [builder.inttoptr(arguments[0], pointer), *wish])
        return _context.get_dummy_value()

    return types.void(types.int64), code


# The growing arrays, in the order they are written to the file, with what they hold of a record, list or value.
ARRAYS: dict[str, np.dtype] = {
    "codes": np.dtype(np.int32),  # [rows, width]
    "list_start": np.dtype(np.int64),
    "list_codes": np.dtype(np.int32),
    "cards": np.dtype(np.uint64),  # [values, 2]
    "chars": np.dtype(np.uint16),  # UTF-16
    "number": np.dtype(np.float64),
    "hashed": np.dtype(np.uint64),
    "log_frequency": np.dtype(np.float64),
    "labels": np.dtype(np.int64),  # where a record's key and person begin, and their lengths
    "label_bytes": np.dtype(np.uint8),
    "directory": np.dtype(np.uint32),  # where each shelf of entries begins
    "entries": np.dtype(np.uint64),  # sorted in shelves: the last 32 bits of a hash, then a record or value
}
# Those that only memory holds: what was added behind the entries, and which records are gone.
HELD: dict[str, np.dtype] = {"heads": np.dtype(np.int32), "links": np.dtype(np.uint64), "gone": np.dtype(np.int64)}
# The plan: which columns each key is made of, how values of each column are kept, and what `chances` reads.
PLAN: dict[str, np.dtype] = {
    "key_first": np.dtype(np.int64),
    "key_columns": np.dtype(np.int64),
    "numeric": np.dtype(np.int64),
    "words": np.dtype(np.int64),
    "rarest": np.dtype(np.float64),
    "families": np.dtype(np.int64),
    "alone": np.dtype(np.float64),
    "joint": np.dtype(np.float64),
}
CHANCES = ("families", "alone", "joint")
NAMES = [*ARRAYS, *HELD, *PLAN]
CODES, LIST_START, LIST_CODES, CARDS, CHARS, NUMBER, HASHED, LOG_FREQUENCY, LABELS, LABEL_BYTES = range(10)
DIRECTORY, ENTRIES, HEADS, LINKS, GONE, KEY_FIRST, KEY_COLUMNS, NUMERIC, WORDS, RARE = range(10, 20)
FAMILIES, ALONE, JOINT = range(20, 23)
WIDTH, DIRECTORY_BITS, HEAD_BITS, KEYS, BASE_ROWS = range(23, 28)
# How much of each is in use. The first five are a cursor: where the next record is written.
ROW, LIST, LISTED, VALUE, CHAR, LABEL_BYTE, LINK = range(28, 35)
SIZE = 35

WORD_SALT, TAIL_SALT, LABEL_SALT, KEY_SALT = 1 << 16, 2 << 16, 3 << 16, 4 << 16


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def rows_at(block):
    """Give where the coded records lie."""
    return RowsAt(
        int64_at(block, CODES), int64_at(block, WIDTH), int64_at(block, LIST_START), int64_at(block, LIST_CODES)
    )


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def values_at(block):
    """Give where what is known of values lies."""
    return ValuesAt(
        int64_at(block, CARDS),
        int64_at(block, CHARS),
        int64_at(block, NUMBER),
        int64_at(block, HASHED),
        int64_at(block, LOG_FREQUENCY),
    )


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def is_gone(block, row):
    """Say whether a record was removed or changed since it was written."""
    return (int64_at(int64_at(block, GONE), row >> 6) >> (row & 63)) & 1


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def mark_gone(block, row):
    """Remember that a record is no more."""
    gone = int64_at(block, GONE)
    put_int64(gone, row >> 6, int64_at(gone, row >> 6) | (np.int64(1) << (row & 63)))

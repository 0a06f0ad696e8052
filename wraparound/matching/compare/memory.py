"""Reads and writes numbers at an address: what lets a kernel be called for every pair without passing arrays about.

A call that passes twenty arrays copies two hundred words and counts twenty references; measured, that is ten times
the work of comparing two records. So kernels take addresses, and whoever makes them (`address`) keeps the arrays.
"""

from collections.abc import Iterator

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

Array = np.ndarray
RUN = 1 << 16  # values that are worked on at a time where all at once would take much memory beside them


def in_runs(count: int) -> Iterator[slice]:
    """Cut so many values into runs, so that what is made of them on the way is little."""
    return (slice(begin, begin + RUN) for begin in range(0, count, RUN))


def address(array: Array) -> int:
    """Give where a contiguous array begins; the caller keeps the array alive for as long as the address is used."""
    if not array.flags.c_contiguous:
        raise ValueError("Only a contiguous array can be read by its address.")
    return int(array.ctypes.data)


def _reader(kind: types.Type):
    @intrinsic
    def read(_context, place, index):
        def code(context, builder, _signature, arguments):
            pointer = builder.inttoptr(arguments[0], context.get_data_type(kind).as_pointer())
            return context.unpack_value(builder, kind, builder.gep(pointer, [arguments[1]]))

        return kind(types.int64, types.int64), code

    return read


def _loader(bits_wide: int):
    """Make a reader of a whole number that begins at any byte."""

    @intrinsic
    def load(_context, place):
        def code(_inner, builder, _signature, arguments):
            pointer = builder.inttoptr(arguments[0], ir.IntType(bits_wide).as_pointer())
            return builder.zext(builder.load(pointer, align=1), ir.IntType(64))

        return types.uint64(types.int64), code

    return load


def _writer(kind: types.Type):
    @intrinsic
    def write(_context, place, index, value):
        def code(context, builder, _signature, arguments):
            pointer = builder.inttoptr(arguments[0], context.get_data_type(kind).as_pointer())
            context.pack_value(builder, kind, arguments[2], builder.gep(pointer, [arguments[1]]))
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, kind), code

    return write


int32_at = _reader(types.int32)
int64_at = _reader(types.int64)
uint16_at = _reader(types.uint16)
uint64_at = _reader(types.uint64)
float64_at = _reader(types.float64)
put_byte = _writer(types.uint8)
put_int64 = _writer(types.int64)
put_float64 = _writer(types.float64)
byte_from, half_from, word_from = _loader(8), _loader(32), _loader(64)


@intrinsic
def prefetch(_context, place):
    """Ask for the line of memory at an address, which is read soon."""

    def code(context, builder, _signature, arguments):
        byte, whole = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, whole, whole, whole])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        builder.call(function, [builder.inttoptr(arguments[0], byte), whole(0), whole(3), whole(1)])
        return context.get_dummy_value()

    return types.void(types.int64), code


@intrinsic
def bits(_context, word):
    """Count the bits set in a 64-bit word."""

    def code(_inner, builder, _signature, arguments):
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), code


@intrinsic
def lowest(_context, word):
    """Give the place of the lowest bit set in a 64-bit word; 64 where none is."""

    def code(_inner, builder, _signature, arguments):
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), code


@intrinsic
def fused(_context, x, y, z):
    """Give x·y + z rounded once, on every machine."""

    def code(_inner, builder, _signature, arguments):
        return builder.fma(*arguments)

    return types.float64(types.float64, types.float64, types.float64), code


LANES = 16  # codes compared in one step; rows are as wide as a whole number of steps


def _vector_test(test):
    """Make a test of sixteen codes against sixteen others that gives a bit for each."""

    @intrinsic
    def bits_of(_context, left, right):
        def code(_inner, builder, _signature, arguments):
            lanes = ir.VectorType(ir.IntType(32), LANES)
            a, b = (builder.load(builder.inttoptr(place, lanes.as_pointer()), align=4) for place in arguments)
            bits = builder.bitcast(test(builder, a, b, ir.Constant(lanes, [0] * LANES)), ir.IntType(LANES))
            return builder.zext(bits, ir.IntType(64))

        return types.uint64(types.int64, types.int64), code

    return bits_of


same16 = _vector_test(lambda builder, a, b, _: builder.icmp_signed("==", a, b))
gone16 = _vector_test(
    lambda builder, a, b, zero: builder.or_(builder.icmp_signed("==", a, zero), builder.icmp_signed("==", b, zero))
)
many16 = _vector_test(lambda builder, a, b, zero: builder.icmp_signed("<", builder.or_(a, b), zero))

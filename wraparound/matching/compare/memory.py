"""Reads and writes numbers at an address: what lets a kernel be called for every pair without passing arrays about.

A call that passes twenty arrays copies two hundred words and counts twenty references; measured, that is ten times
the work of comparing two records. So kernels take addresses, and whoever makes them (`address`) keeps the arrays.
"""

import numpy as np
from numba import types
from numba.extending import intrinsic

Array = np.ndarray


def address(array: Array) -> int:
    """Give where a contiguous array begins; the caller keeps the array alive for as long as the address is used."""
    if not array.flags.c_contiguous:
        raise ValueError("Only a contiguous array can be read by its address.")
    return int(array.ctypes.data)


def _reader(kind: types.Type):  # type: ignore[no-untyped-def]
    @intrinsic
    def read(_context, place, index):  # type: ignore[no-untyped-def]
        def code(context, builder, _signature, arguments):  # type: ignore[no-untyped-def]
            pointer = builder.inttoptr(arguments[0], context.get_data_type(kind).as_pointer())
            return context.unpack_value(builder, kind, builder.gep(pointer, [arguments[1]]))

        return kind(types.int64, types.int64), code

    return read


def _writer(kind: types.Type):  # type: ignore[no-untyped-def]
    @intrinsic
    def write(_context, place, index, value):  # type: ignore[no-untyped-def]
        def code(context, builder, _signature, arguments):  # type: ignore[no-untyped-def]
            pointer = builder.inttoptr(arguments[0], context.get_data_type(kind).as_pointer())
            context.pack_value(builder, kind, arguments[2], builder.gep(pointer, [arguments[1]]))
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, kind), code

    return write


int16_at = _reader(types.int16)
int32_at = _reader(types.int32)
int64_at = _reader(types.int64)
uint16_at = _reader(types.uint16)
uint64_at = _reader(types.uint64)
float64_at = _reader(types.float64)
put_int64 = _writer(types.int64)

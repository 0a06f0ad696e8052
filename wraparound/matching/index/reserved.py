"""Memory with room to grow: a file's arrays mapped as they lie on disk, and empty pages behind each for what is added.

The index is read by address (see `compare.memory`), so an array may not move when it grows. A range of addresses as
long as the array may ever become is reserved, which costs nothing until it is written, and the file's part is mapped
over its beginning: pages are read on first use, shared by all processes, and copied only where one writes.
"""

import ctypes
import mmap
import os
import sys
import weakref

import numpy as np

from wraparound.matching.compare.memory import Array

PAGE = 1 << 16  # a multiple of every usual page size
LARGE = 1 << 21  # a large page: one entry in the processor's table of pages instead of 512
_FIXED = 0x10
_NO_RESERVE = 0x4000 if sys.platform == "linux" else 0
_FAILED = ctypes.c_void_p(-1).value
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.mmap.restype = ctypes.c_void_p
_LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
_LIBC.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_LIBC.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_LARGE_PAGES = getattr(mmap, "MADV_HUGEPAGE", None)
_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE


class Reserved:
    """A range of addresses, given back when nobody holds this object any more."""

    def __init__(self, length: int) -> None:
        whole = paged(max(length, PAGE)) + LARGE
        place = _mapped(None, whole, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _NO_RESERVE, -1, 0)
        self.place, self.length = -(-place // LARGE) * LARGE, whole - LARGE
        weakref.finalize(self, _LIBC.munmap, place, whole)

    def show(self, file: int, *, offset: int, length: int) -> None:
        """Map a part of an open file over the beginning; what is written stays in this process."""
        if length:
            _mapped(self.place, length, mmap.MAP_PRIVATE | _FIXED, file, offset)

    def read(self, file: int, *, offset: int, length: int) -> None:
        """Copy a part of an open file to the beginning, in large pages where the system has them."""
        if _LARGE_PAGES is not None:
            _LIBC.madvise(self.place, self.length, _LARGE_PAGES)
        room = memoryview((ctypes.c_char * length).from_address(self.place)).cast("B") if length else memoryview(b"")
        while room and (done := os.preadv(file, [room], offset)):
            room, offset = room[done:], offset + done

    def array(self, kind: np.dtype, *, count: int) -> Array:
        """Give the first so many numbers as an array, good for as long as this object is kept."""
        whole = (ctypes.c_char * (count * kind.itemsize)).from_address(self.place)
        return np.frombuffer(memoryview(whole), kind, count)


def paged(length: int) -> int:
    """Round a length up to whole pages."""
    return -(-length // PAGE) * PAGE


def _mapped(place: int | None, length: int, flags: int, file: int, offset: int) -> int:
    found = _LIBC.mmap(place, length, _READ_WRITE, flags, file, offset)
    if found is None or found == _FAILED:
        raise MemoryError(f"The system would not give {length >> 20} MiB of addresses (error {ctypes.get_errno()}).")
    return int(found)

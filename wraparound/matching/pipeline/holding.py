"""What a process does with memory that it needs no longer: keep it for what comes next, or give it back at once."""

import ctypes
import gc

import pyarrow as pa

MEBI = 1 << 20
PR_SET_THP_DISABLE = 41  # of prctl.h
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD, M_MMAP_MAX, M_ARENA_MAX = -1, -2, -3, -4, -8  # of malloc.h
NEVER = -1


def keep_for_later() -> None:
    """Have the C library alone hold memory, and use again what was used: fresh memory is slow to come by.

    For a process that does one large piece of work; it ends no wider than it was at its widest. It has small pages: on
    a virtual machine whose host takes back what is free, a large one costs four times as much to come by.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    _have_small_pages()
    gc.freeze()  # what was imported stays: nobody need look for what is no longer used among it
    _told({M_MMAP_MAX: 0, M_TRIM_THRESHOLD: NEVER, M_TOP_PAD: 64 * MEBI, M_ARENA_MAX: 1})


def keep_little() -> None:
    """Have the C library alone hold memory, and give what it is given back to the system rather than keep it."""
    pa.set_memory_pool(pa.system_memory_pool())
    _told({M_MMAP_MAX: 65_536, M_TRIM_THRESHOLD: 1 << 17, M_TOP_PAD: 1 << 17, M_MMAP_THRESHOLD: MEBI, M_ARENA_MAX: 2})


def give_back() -> None:
    """Give the system back the memory that is free but kept for later, Arrow's and the C library's."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # the GNU C library alone has it
    if trim is not None:
        trim(0)


def _have_small_pages() -> None:
    """Take memory in small pages, where it is Linux that gives it."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)


def _told(options: dict[int, int]) -> None:
    """Set options of the GNU C library, where it is that."""
    library = ctypes.CDLL(None)
    if hasattr(library, "gnu_get_libc_version"):
        for option, value in options.items():
            library.mallopt(option, value)

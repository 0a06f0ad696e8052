"""Processes that compile beside one another: what one is compiling the others take from it."""

import os
import subprocess
import sys

KERNELS = """
from numba import njit

@njit(cache=True)
def inner(x):
    return x * 3.0 + 1.0

@njit(cache=True)
def outer(values):
    total = 0.0
    for k in range(len(values)):
        total += inner(values[k])
    return total
"""
COMPILES = """
import sys
import numpy as np
import kernels
from wraparound.matching.commands.sharing_out import share_out_compiling

share_out_compiling()
print("ready", flush=True)
sys.stdin.readline()
assert kernels.outer(np.arange(3.0)) == 12.0
print(sum(kernels.outer.stats.cache_misses.values()), sum(kernels.inner.stats.cache_misses.values()))
"""


def test_each_kernel_is_compiled_by_one_and_taken_by_the_other(tmp_path):
    (tmp_path / "kernels.py").write_text(KERNELS)
    own = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    pipe = subprocess.PIPE
    both = [
        subprocess.Popen([sys.executable, "-c", COMPILES], env=own, stdin=pipe, stdout=pipe, text=True)
        for _ in range(2)
    ]
    assert [one.stdout.readline() for one in both] == ["ready\n"] * 2
    for one in both:
        one.stdin.write("go\n")
        one.stdin.flush()
    compiled = [tuple(map(int, one.communicate()[0].split())) for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert [sum(counts) for counts in zip(*compiled, strict=True)] == [1, 1]

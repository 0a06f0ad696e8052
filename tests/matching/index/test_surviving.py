"""A writer may be killed at any point: what was acknowledged is there, and nothing is there by half."""

import os
import random
import signal
import time

import pytest

from tests.matching.index.invented import MODEL, SENTINEL, SOPHIA, built, keys_found
from wraparound.matching.index import CannotPut, Record, open_index
from wraparound.matching.index.folder import log_of

BATCH = 5


def batch_of(number):
    return [Record(f"s/{number}-{k}", {**SOPHIA, "school": str(number)}, f"batch {number}") for k in range(BATCH)]


def write_for_ever(folder, tell):
    """Put batch after batch, telling each once it is acknowledged, and write the index anew now and then."""
    with open_index(folder, write=True, durable=False) as index:
        number = (len(index) - 1) // BATCH
        while True:
            index.put(batch_of(number))
            number += 1
            os.write(tell, number.to_bytes(4, "little"))
            if number % 4 == 0:
                index.compact()


@pytest.mark.parametrize("seed", range(12))
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(tmp_path, seed):
    folder, chance = built((SENTINEL,), model=MODEL, directory=tmp_path), random.Random(seed)
    with open_index(folder, write=True) as index:  # so that everything is compiled before the fork
        index.put(batch_of(0))
        index.compact()
    told = killed_after(folder, told=chance.randrange(1, 9), pause=chance.random() * 0.02)
    with open_index(folder, write=True) as index:
        batches, rest = divmod(len(index) - 1, BATCH)
        assert rest == 0
        assert batches >= told
        for number in range(batches):
            assert keys_found(index, {"school": str(number)}, limit=50) == [f"s/{number}-{k}" for k in range(BATCH)]
        index.put(batch_of(batches))
        assert len(index) == 1 + BATCH * (batches + 1)


def killed_after(folder, *, told, pause):
    """Let a child write until it has told so many batches and a moment more, kill it, and give how many it told of."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_for_ever(folder, write)
        finally:
            os._exit(1)
    os.close(write)
    last = 0
    while last < told and (said := os.read(read, 4)):
        last = int.from_bytes(said, "little")
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    while said := os.read(read, 4):
        last = int.from_bytes(said, "little")
    os.waitpid(child, 0)
    os.close(read)
    return last


def test_a_log_cut_short_anywhere_loses_only_its_last_batch(tmp_path):
    folder = built((SENTINEL,), model=MODEL, directory=tmp_path)
    log = log_of(folder, generation=1)
    with open_index(folder, write=True) as index:
        index.put(batch_of(0))
        before = log.stat().st_size
        index.put([Record("s/1", {"surname": "Vale"})])
    whole = log.read_bytes()
    for length in range(before, len(whole)):
        log.write_bytes(whole[:length])
        with open_index(folder) as index:
            assert len(index) == 1 + BATCH
    log.write_bytes(whole)
    with open_index(folder) as index:
        assert len(index) == 2 + BATCH


def test_a_log_damaged_in_its_last_entry_is_cut_there_by_the_next_writer(tmp_path):
    folder = built((SENTINEL,), model=MODEL, directory=tmp_path)
    log = log_of(folder, generation=1)
    with open_index(folder, write=True) as index:
        index.put(batch_of(0))
        before = log.stat().st_size
        index.put(batch_of(1))
    whole = bytearray(log.read_bytes())
    whole[-3] ^= 1
    log.write_bytes(whole)
    with open_index(folder, write=True) as index:
        assert len(index) == 1 + BATCH
        assert log.stat().st_size == before
        index.put(batch_of(2))
    with open_index(folder) as index:
        assert {hit.person for hit in index.find({"school": "2"})} == {"batch 2"}


def test_a_disk_that_is_full_keeps_nothing_of_the_change(tmp_path, monkeypatch):
    folder = built((SENTINEL,), model=MODEL, directory=tmp_path)
    with open_index(folder, write=True) as index:
        real = os.write

        def half(file, said):
            if len(said) < 100:
                raise OSError(28, "No space left on device")
            return real(file, said[: len(said) // 2])

        monkeypatch.setattr("wraparound.matching.index.log.os.write", half)
        with pytest.raises(CannotPut, match="No space left"):
            index.put(batch_of(0))
        monkeypatch.undo()
        assert len(index) == 1
        index.put(batch_of(1))
    with open_index(folder) as index:
        assert len(index) == 1 + BATCH

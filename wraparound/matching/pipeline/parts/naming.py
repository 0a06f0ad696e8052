"""Gives persons their ids while the names of records lie on disk."""

import numpy as np
import pyarrow as pa

from wraparound.matching.pipeline.parts.linked import LinkedInParts
from wraparound.matching.pipeline.persons import PERSON, Named, Past, found, founders, keys_of, named
from wraparound.matching.pipeline.told import Told


def named_in_parts(linked: LinkedInParts, *, past: tuple[Told, pa.Table]) -> Named:
    """Give each record its person's id, as `pipeline.persons.named_persons` does.

    `past` is whose each record was in the earlier run, and the register of every id ever used.
    """
    told, register = past
    del past  # what it tells of each record is let go when it was asked
    first = linked.person == np.arange(len(linked.person), dtype=np.int32)
    person = np.cumsum(first, dtype=np.int32)[linked.person]
    person -= 1
    founder, was, begin = founders(int(np.count_nonzero(first))), np.full(len(person), -1, np.int32), 0
    del first
    for source, ids in linked.given():
        keys = keys_of(source, ids=ids)
        here = linked.judging.laid.number[begin : begin + len(keys)]
        begin += len(keys)
        found(founder, person=person[here], keys=keys)
        was[here] = told.codes(PERSON, at=told.places(keys))
    former = Past(told.values(PERSON), register)
    del told
    return named(person, founder=founder, was=was, past=former)

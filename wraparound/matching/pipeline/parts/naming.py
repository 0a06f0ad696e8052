"""Gives persons their ids while the names of records lie on disk."""

import numpy as np
import pyarrow as pa

from wraparound.matching.pipeline.parts.linked import LinkedInParts
from wraparound.matching.pipeline.persons import PERSON, Named, Past, found, founders, keys_of, named
from wraparound.matching.pipeline.told import Told


def named_in_parts(linked: LinkedInParts, *, told: Told, register: pa.Table) -> Named:
    """Give each record its person's id, as `pipeline.persons.named_persons` does.

    `told` is whose each record was in the earlier run.
    """
    first = linked.person == np.arange(len(linked.person))
    person = (np.cumsum(first, dtype=np.int32) - 1)[linked.person]
    founder, was, begin = founders(int(np.count_nonzero(first))), np.full(len(person), -1, np.int32), 0
    for source, ids in linked.given():
        keys = keys_of(source, ids=ids)
        here = linked.judging.laid.number[begin : begin + len(keys)]
        begin += len(keys)
        found(founder, person=person[here], keys=keys)
        was[here] = told.codes(PERSON, at=told.places(keys))
    return named(person, founder=founder, was=was, past=Past(told.values(PERSON), register))

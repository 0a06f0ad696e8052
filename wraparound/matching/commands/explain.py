"""`wraparound-match explain`: say why two records are, or are not, believed to be one person."""

import json

import numpy as np
import pyarrow.compute as pc

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code, Misused
from wraparound.matching.commands.linking import run_linking
from wraparound.matching.commands.telling import Telling
from wraparound.matching.explain import pair
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.tables import Outputs
from wraparound.matching.tables.refusals import printable


def run(asked: Asked) -> Code:
    """Link the files and explain the pair asked for."""
    with Telling(quiet=asked.quiet) as tell:
        linked = run_linking(asked, tell=tell).linked
    left, right = (_record(linked, said=said) for said in (asked.left, asked.right))
    told = pair(linked, left=left, right=right)
    if asked.svg:
        with Outputs(asked.svg.absolute().parent) as out:
            out.write_text(asked.svg.name, text=told.svg())
    if asked.json:
        print(json.dumps(told.as_dict(), ensure_ascii=False))
    elif not asked.quiet:
        print("\n".join(told.sentences()))
    return Code.DONE


def _record(linked: Linked, *, said: str) -> int:
    """Find a record by its id, or by its source and id with a slash between."""
    source, record = linked.names(np.arange(len(linked.store)))
    found = np.flatnonzero(pc.equal(record, said).to_numpy(zero_copy_only=False))
    if len(found) != 1:
        whole = np.flatnonzero(pc.equal(linked.gathered.keys, said).to_numpy(zero_copy_only=False))
        place = np.flatnonzero(np.isin(linked.store.order, whole))
        found = place if len(place) else found
    if len(found) == 1:
        return int(found[0])
    if not len(found):
        raise Misused(f'There is no record "{printable(said)}" in the files; give its id, or source/id.')
    sources = ", ".join(sorted({source[int(place)].as_py() for place in found}))
    raise Misused(f'The id "{printable(said)}" is in several sources ({sources}); give source/id.')

"""`wraparound-match bench`: say how speed and accuracy are measured."""

import json

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code

SAYS = (
    "Benchmarks need a checkout of the project and a quiet machine: run `make bench` there. "
    "Each prints its result beside the peer's in the same run and stores it."
)


def run(asked: Asked) -> Code:
    """Say where the benchmarks are."""
    if asked.json:
        print(json.dumps({"command": "make bench"}))
    elif not asked.quiet:
        print(SAYS)
    return Code.DONE

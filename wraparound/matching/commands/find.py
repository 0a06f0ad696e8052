"""`wraparound-match find`: look someone up in a saved index."""

from importlib.util import find_spec

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code, NotHere

INDEX = "wraparound.matching.index"


def run(asked: Asked) -> Code:
    """Look someone up."""
    spec = find_spec(INDEX)
    if spec is None or spec.origin is None:
        raise NotHere("find needs the engine's index, which this version does not have; use link.")
    raise NotHere(f"find does not open indexes such as {asked.index} yet; use link.")

"""Where the wiring plugs in what identity needs from outside."""

from collections.abc import Sequence

from wraparound.identity.ports import OUTSIDE, Covers, Onward


def plug_in(*, covers: Covers, onward: Sequence[Onward] = ()) -> None:
    """Say who knows what the area's feeds cover, and the ways on from a child's page. Called once."""
    OUTSIDE.covers, OUTSIDE.onward = covers, tuple(onward)


__all__ = ["Onward", "plug_in"]

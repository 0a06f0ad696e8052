"""Where the wiring plugs in what identity needs from outside."""

from wraparound.identity.ports import OUTSIDE, Covers


def plug_in(*, covers: Covers) -> None:
    """Say who knows what the area's feeds cover. Called once."""
    OUTSIDE.covers = covers

"""Where the wiring plugs in what the front door needs from outside."""

from wraparound.frontdoor.ports import OUTSIDE, Printer


def plug_in(*, printer: Printer | None) -> None:
    """Say what sets papers in type. Called by the wiring."""
    OUTSIDE.printer = printer

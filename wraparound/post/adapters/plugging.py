"""Where the wiring plugs in what post needs from outside."""

from wraparound.post.ports import OUTSIDE, Carrier, Journal, Postbox


def plug_in(*, carrier: Carrier | None, journal: Journal, postbox: Postbox | None, service: str, domain: str) -> None:
    """Say who carries letters, what remembers those given, and where people reach this node. Called by the wiring."""
    OUTSIDE.carrier, OUTSIDE.journal, OUTSIDE.postbox = carrier, journal, postbox
    OUTSIDE.service, OUTSIDE.domain = service, domain

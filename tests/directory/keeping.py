"""Local services for tests."""

from dataclasses import replace

from tests.acting import AT, someone
from tests.sample_area import adopt_ashmere
from wraparound.access.words import Role
from wraparound.directory.actions import keep_service
from wraparound.directory.models import LocalService
from wraparound.directory.words import ServiceFacts

KEEPER, READER = someone(Role.ANALYST), someone(Role.PROFESSIONAL)
PLAY = ServiceFacts(name="Stay and play", organisation="Copper Row Centre", needs=("parenting", "early_years"),
                    ages_from=0, ages_to=4, levels=("universal",), address="12 Copper Row, Ashmere",
                    postcode="QA1 1AL", phone="04632 960503", email="play@example.org")  # fmt: skip


def kept(name: str = "", **said: object) -> LocalService:
    """Keep a service that says something else than a play group."""
    return keep_service(replace(PLAY, **({"name": name} if name else {}) | said), by=KEEPER, at=AT)


__all__ = ["AT", "KEEPER", "PLAY", "READER", "adopt_ashmere", "kept", "someone"]

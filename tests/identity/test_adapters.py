"""Identity is told by the wiring what the area's feeds cover."""

from tests.acting import AT
from wraparound.identity.adapters import plug_in
from wraparound.identity.ports import OUTSIDE
from wraparound.web.coverage import Covers


def test_the_wiring_has_plugged_in_who_knows_what_is_covered():
    assert isinstance(OUTSIDE.covers, Covers)


def test_whoever_is_plugged_in_is_asked(monkeypatch):
    class Nobody:
        def of(self, agency="", *, at):
            return (agency, at)

    monkeypatch.setattr(OUTSIDE, "covers", None)
    plug_in(covers=Nobody())
    assert OUTSIDE.covers.of("police", at=AT) == ("police", AT)

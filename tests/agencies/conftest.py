"""The areas' folders, copied so that a test may change them, and an operator."""

import shutil

import pytest

from tests.house.reading import ROOT
from wraparound.agencies.queries.operator import operator

AREAS = ROOT / "areas"


@pytest.fixture
def ashmere(tmp_path):
    """Return a copy of Ashmere's folder."""
    return shutil.copytree(AREAS / "ashmere", tmp_path / "ashmere")


@pytest.fixture
def tarrowdale(tmp_path):
    """Return a copy of Tarrowdale's folder."""
    return shutil.copytree(AREAS / "tarrowdale", tmp_path / "tarrowdale")


@pytest.fixture
def by():
    """Return someone at the machine."""
    return operator()


@pytest.fixture
def rewrite():
    """Return a function that writes one text in place of another in a file, and insists that it was there."""

    def write(path, old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return write

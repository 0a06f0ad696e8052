"""Somebody at the front door of an invented area in which some children are known."""

import pytest

from tests.exchange.asking import filed_children
from tests.sample_area import adopt_ashmere, signed_in


@pytest.fixture
def codes(db):
    adopt_ashmere()
    return filed_children()


@pytest.fixture
def rosa(codes):
    return signed_in("rosa.wendle")

"""What every test of access stands on: the sample area."""

import pytest

from tests.sample_area import adopt_ashmere


@pytest.fixture
def area(db):
    adopt_ashmere()

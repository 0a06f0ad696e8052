"""One invented area, made once and looked at by every test of the sample."""

from datetime import date
from functools import cache

import pytest

from wraparound.sample import Generated, generate
from wraparound.sample.records.population import ON

SEED = 11


@cache
def _made(children: int) -> Generated:
    return generate(children=children, seed=SEED)


@pytest.fixture(scope="session")
def small() -> Generated:
    return _made(6_000)


@pytest.fixture(scope="session")
def area() -> Generated:
    return _made(40_000)


@pytest.fixture(scope="session")
def on() -> date:
    return ON

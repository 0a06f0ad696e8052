"""Agreements and what was told under them."""

from wraparound.exchange.models.agreements import Agreement, Draft
from wraparound.exchange.models.shares import Share

__all__ = ["Agreement", "Draft", "Share"]

"""Every read of agreements and shares."""

from wraparound.exchange.queries.agreements import policy_now, sharing_of

__all__ = ["policy_now", "sharing_of"]

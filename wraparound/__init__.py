"""Wraparound: one child, one thread, one team."""

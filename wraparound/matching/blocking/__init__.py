"""Blocking: which records are compared at all."""

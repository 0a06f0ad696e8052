"""Scoring: how many bits speak for two records being one person."""

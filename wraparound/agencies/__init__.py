"""Organisations and the area's own configuration."""

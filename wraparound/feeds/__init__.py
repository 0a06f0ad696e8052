"""Agencies' files come in, whole or as changes."""

"""The forms of exchange."""

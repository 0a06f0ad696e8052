"""Columns as integers: what makes comparing and blocking fast."""

"""The forms of agreements and shares."""

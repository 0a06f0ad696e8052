"""The pages of agreements and shares."""

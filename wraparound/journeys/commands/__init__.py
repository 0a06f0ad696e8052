"""Commands of what crosses capabilities."""

"""What follows what, across capabilities: one table, and the errands that time itself sets."""

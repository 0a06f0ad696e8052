"""Commands that belong to no capability: making a sample node ready and serving it."""

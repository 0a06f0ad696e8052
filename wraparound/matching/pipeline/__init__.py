"""From tables to persons: the one way through the engine that the command line and other engines use."""

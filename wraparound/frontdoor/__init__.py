"""The front door: every worry about a child is decided within a working day, accepted by somebody, and answered."""

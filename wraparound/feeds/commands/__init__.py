"""Loading from the command line, and the worker that takes loads in."""

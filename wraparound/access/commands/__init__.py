"""Commands of access, each in a module of its name."""

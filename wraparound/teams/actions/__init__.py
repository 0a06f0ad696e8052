"""Every write of work and seats."""

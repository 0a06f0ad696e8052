"""Every read of work and seats."""

"""Every read of the front door."""

"""Settings, addresses, shared layout, and the wiring of adapters to ports."""

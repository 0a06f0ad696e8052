"""Agencies ask and answer one another under agreements, each share and each refusal with its reason."""

"""Pages of access: signing in and out, my account, purpose, the glass, everyone's accounts."""

"""Accounts, roles, sign-in, purpose and break-glass."""

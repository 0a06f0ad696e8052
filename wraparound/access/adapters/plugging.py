"""Where the wiring plugs in what access needs from outside."""

from collections.abc import Mapping

from wraparound.access.ports import OUTSIDE, AgencySignIn, Passkeys, Vault


def plug_in(*, vault: Vault, passkeys: Passkeys, agencies: Mapping[str, AgencySignIn]) -> None:
    """Say what seals secrets, what checks passkeys, and which agencies have a sign-in. Called once, by the wiring."""
    OUTSIDE.vault, OUTSIDE.passkeys, OUTSIDE.agencies = vault, passkeys, dict(agencies)

"""Accounts, the roles they hold, with what they sign in, and when they broke the glass."""

from wraparound.access.models.accounts import Account, RoleHeld, SignIn, Sitting
from wraparound.access.models.factors import (
    AgencyIdentity,
    CodeApp,
    FactorChange,
    Invitation,
    Passkey,
    RecoveryCode,
)
from wraparound.access.models.glass import BrokenGlass, OwnerTold
from wraparound.access.models.links import Link
from wraparound.access.models.tokens import Token

__all__ = [
    "Account", "AgencyIdentity", "BrokenGlass", "CodeApp", "FactorChange", "Invitation", "Link", "OwnerTold",
    "Passkey", "RecoveryCode", "RoleHeld", "SignIn", "Sitting", "Token",
]  # fmt: skip

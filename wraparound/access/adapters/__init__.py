"""What access needs from outside, as this node has it."""

from wraparound.access.adapters.openid import OpenId
from wraparound.access.adapters.passkeys import Fido
from wraparound.access.adapters.plugging import plug_in
from wraparound.access.adapters.vault import FernetVault

__all__ = ["FernetVault", "Fido", "OpenId", "plug_in"]

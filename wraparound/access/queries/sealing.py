"""Words and files sealed by the node's vault, so that a copy of the database or of the folder alone tells nothing."""

from wraparound.access.ports import OUTSIDE, Vault


def sealed(words: str) -> str:
    """Seal words; none stay none."""
    return _vault().seal(words.encode()) if words else ""


def unsealed(held: str) -> str:
    """Read sealed words; raises CannotUnseal where another key sealed them."""
    return _vault().unseal(held).decode() if held else ""


def sealed_bytes(content: bytes) -> bytes:
    """Seal a file."""
    return _vault().seal(content).encode()


def unsealed_bytes(held: bytes) -> bytes:
    """Read a sealed file; raises CannotUnseal where another key sealed it."""
    return _vault().unseal(held.decode())


def _vault() -> Vault:
    if OUTSIDE.vault is None:
        raise RuntimeError("The wiring has given no vault.")
    return OUTSIDE.vault

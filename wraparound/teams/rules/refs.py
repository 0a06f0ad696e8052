"""References of work, such as W-7K3M-92QX: by chance, so that none tells how many there are."""

from wraparound.identity.rules import code_of_bytes

REF = "W-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"


def ref_of(chance: bytes) -> str:
    """Give the reference that five bytes of chance make."""
    return code_of_bytes(chance[:5], letter="W")

"""References of questions, such as Q-7K3M-92QX: by chance, so that none tells how many there are."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter is taken for a figure
REF = "Q-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"


def ref_of(chance: bytes) -> str:
    """Give the reference that five bytes of chance make."""
    number = int.from_bytes(chance[:5], "big")
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"Q-{symbols[:4]}-{symbols[4:]}"

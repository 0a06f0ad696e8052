"""References of contacts, such as C-7K3M-92QX, and codes that open their pages: by chance, none tells another."""

from wraparound.identity.rules import code_of_bytes

REF = "C-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"


def ref_of(chance: bytes) -> str:
    """Give the reference that five bytes of chance make."""
    return code_of_bytes(chance[:5], letter="C")


def code_by_chance(chance: bytes) -> str:
    """Give the code that opens a contact's page: 16 letters and digits of ten bytes of chance, easy to read out."""
    first, second = (code_of_bytes(some, letter="F").removeprefix("F-") for some in (chance[:5], chance[5:10]))
    return f"{first}-{second}"


def code_read(typed: str) -> str:
    """Give a code as it was shown, however somebody has typed it: without regard to case, spaces and hyphens."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    read = letters.translate(str.maketrans("OIL", "011"))
    return "-".join(read[at : at + 4] for at in range(0, len(read), 4))

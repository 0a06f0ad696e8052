"""Postcodes: one spelling for each, and the wider places they lie in."""

import re

from wraparound.kernel.tables import rows

INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # C, I, K, M, O and V are never used after the space

_AREAS = frozenset(row["area"] for row in rows("postcode_areas.csv"))
_OUTWARD = re.compile(r"[A-Z]{1,2}(?:0|[1-9][0-9]?|[0-9][A-Z])")
_INWARD = f"[0-9][{INWARD_LETTERS}]{{2}}"
_WHOLE = re.compile(f"(?:{_OUTWARD.pattern}{_INWARD}|GIR0AA)")
_END = re.compile(_INWARD)
_NOISE = str.maketrans("", "", " \t\r\n.,-_*\u00a0\u200b\ufeff")
_READ_AS = {"A": str.maketrans("01", "OI"), "9": str.maketrans("OI", "01")}
_SHAPES = {2: ["A9"], 3: ["A99", "AA9", "A9A"], 4: ["AA99", "AA9A"]}


def normal_postcode(text: str | None) -> str | None:
    """Give a postcode in capitals with one space, mending O for 0 and I for 1 where only one reading is possible.

    The health service's codes in ZZ99, which stand for having no address, are no place and give None.
    """
    if not text:
        return None
    code = text.upper().translate(_NOISE)
    if not _WHOLE.fullmatch(code):
        code = _mended(code)
    return None if not code or code[:2] == "ZZ" else f"{code[:-3]} {code[-3:]}"


def _mended(code: str) -> str:
    inward = code[-3:-2].translate(_READ_AS["9"]) + code[-2:]
    if not _END.fullmatch(inward):
        return ""
    # Each shape says which places are letters and which are digits; a mend is certain when one area in use comes out.
    shapes = _SHAPES.get(len(code) - 3, [])
    readings = {"".join(c.translate(_READ_AS[kind]) for kind, c in zip(shape, code, strict=False)) for shape in shapes}
    sure = [reading for reading in readings if _OUTWARD.fullmatch(reading) and area(reading) in _AREAS]
    return sure[0] + inward if len(sure) == 1 else ""


def outward(text: str | None) -> str | None:
    """Give the part before the space, the district (SW1A), of a whole postcode or of a district alone."""
    whole = normal_postcode(text)
    if whole:
        return whole[:-4]
    part = (text or "").upper().translate(_NOISE)
    return part if _OUTWARD.fullmatch(part) else None


def inward(text: str | None) -> str | None:
    """Give the part after the space (1AA)."""
    whole = normal_postcode(text)
    return whole[-3:] if whole else None


def sector(text: str | None) -> str | None:
    """Give the district and the digit after it (SW1A 1): a few thousand homes."""
    whole = normal_postcode(text)
    return whole[:-2] if whole else None


def area(postcode: str) -> str:
    """Give the letters a postcode begins with (SW)."""
    return postcode[:2] if postcode[1:2].isalpha() else postcode[:1]


def is_invented(postcode: str) -> bool:
    """Tell whether a postcode lies in an area that is not in use, such as QA, so that nobody can live there."""
    return area(postcode) not in _AREAS and postcode != "GIR 0AA"

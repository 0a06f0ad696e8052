"""Telephone numbers: one spelling for each, so that two agencies' ways of writing it meet."""

import re

_NEXT_OR_EXTENSION = re.compile(
    r"[/;,#|&]|\b(?:ext(?:ension)?|or|and)\b|(?<=[\d\s)])(?:ext|x)\.?\s*(?=\d)", re.IGNORECASE
)
_NOT_DIGIT = re.compile(r"[^0-9]")


def normal_phone(text: str | None) -> str | None:
    """Give the first telephone number in the text as "+", country and number; without a country it is a UK number."""
    if not text:
        return None
    if len(text) == 11 and text[0] == "0" and text.isascii() and text.isdigit():
        return _checked("44", text[1:])
    for piece in _NEXT_OR_EXTENSION.split(text):
        number = _read(piece)
        if number:
            return number
    return None


def _read(piece: str) -> str | None:
    digits = _NOT_DIGIT.sub("", piece.replace("(0)", ""))
    if digits.startswith("00"):
        abroad, digits = True, digits[2:]
    else:
        # Spreadsheets eat a leading plus, so twelve digits that begin with 44 are international too.
        abroad = "+" in piece or (len(digits) == 12 and digits.startswith("44"))
    if not abroad:
        # … and they eat a leading zero.
        return _checked("44", digits.removeprefix("0")) if digits[:1] in {"0", "1", "2", "3", "7"} else None
    return _checked("44", digits[2:].removeprefix("0")) if digits.startswith("44") else _checked("", digits)


def _checked(country: str, national: str) -> str | None:
    # UK numbers have nine or ten digits after the zero; E.164 allows fifteen in all. A row of one digit is a stopgap.
    fits = len(national) in {9, 10} and national[0] != "0" if country else 8 <= len(national) <= 15
    return f"+{country}{national}" if fits and len(set(national[-8:])) > 1 else None

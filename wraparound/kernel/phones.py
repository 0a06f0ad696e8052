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
        return _uk(text)
    return next(filter(None, map(_read, _NEXT_OR_EXTENSION.split(text))), None)


def _read(piece: str) -> str | None:
    digits = _NOT_DIGIT.sub("", piece.replace("(0)", ""))
    # Spreadsheets eat a leading plus, so twelve digits that begin with 44 are international too.
    if digits.startswith("00") or "+" in piece or (len(digits) == 12 and digits.startswith("44")):
        abroad = digits.removeprefix("00")
        return _uk(abroad[2:]) if abroad.startswith("44") else _checked(abroad, least=8, most=15)
    # They eat a leading zero as well.
    return _uk(digits) if digits[:1] in {"0", "1", "2", "3", "7"} else None


def _uk(digits: str) -> str | None:
    return _checked("44" + digits.removeprefix("0"), least=11, most=12)


def _checked(number: str, *, least: int, most: int) -> str | None:
    # No country's code begins with zero, nor a UK number after its own; a row of one digit is a stopgap.
    fits = least <= len(number) <= most and number[0] != "0" and number[:3] != "440"
    return f"+{number}" if fits and len(set(number[-8:])) > 1 else None

"""The numbers that public bodies give to people, places and schools: read, checked and shown."""

import re
from operator import mul
from typing import NamedTuple

_SEPARATORS = str.maketrans("", "", " \t\r\n-–—‐‑/.'\u00a0\u200b\ufeff")
_WEIGHTS = tuple(range(10, 0, -1))
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # I, O and S are left out: they look like 1, 0 and 5
_LETTER_SLIPS = str.maketrans("IOS", "105")
_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
_UPN_UNKNOWN = frozenset(f"UN{reason}" for reason in range(1, 8))
_GSS = re.compile(r"[EWSNKJ][0-9]{8}")


class UpnParts(NamedTuple):
    """What a unique pupil number is made of; `year` is the academic year's last two digits."""

    la: str
    establishment: str
    year: str
    serial: str


def _compact(text: str | None) -> str:
    # A spreadsheet that took the number for a quantity leaves ".0" behind it.
    return (text or "").strip().removesuffix(".0").translate(_SEPARATORS)


def _digits(text: str | None, *, length: int) -> str | None:
    digits = text if text is not None and len(text) == length else _compact(text)
    return digits if len(digits) == length and digits.isascii() and digits.isdigit() else None


def _weighed(digits: str) -> int:
    # Characters may be weighed instead of digits: 48 × (10 + … + 1) is a multiple of 11.
    total: int = sum(map(mul, _WEIGHTS, digits.encode()))
    return total % 11


def nhs_check_digit(first_nine: str) -> int | None:
    """Give the tenth digit of an NHS number, or None when these nine digits are never issued.

    Source: NHS Data Dictionary, NHS NUMBER: weights 10 to 2, eleven minus the remainder by 11; ten is never valid.
    """
    nine = _digits(first_nine, length=9)
    if nine is None:
        return None
    check = -_weighed(nine + "0") % 11
    return None if check == 10 else check


def normal_nhs_number(text: str | None) -> str | None:
    """Give the ten digits of an NHS number whose check digit holds; ten equal digits stand for no number."""
    ten = _digits(text, length=10)
    return ten if ten is not None and _weighed(ten) == 0 and ten != ten[0] * 10 else None


def shown_nhs_number(number: str) -> str:
    """Show an NHS number as people read it aloud: three, three, four."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def is_test_nhs_number(number: str) -> bool:
    """Tell whether an NHS number is in the range 999, kept for tests and never given to a person."""
    return number.startswith("999")


def normal_uln(text: str | None) -> str | None:
    """Give the ten digits of a unique learner number that passes its check.

    Source: HESA student record, field ULN: no leading zero; weights 10 to 1 leave remainder 10 by 11. So the check
    digit is ten minus the remainder of the first nine, nine digits with remainder 0 are never issued, and no ULN is
    also an NHS number.
    """
    ten = _digits(text, length=10)
    return ten if ten is not None and ten[0] != "0" and _weighed(ten) == 10 else None


def upn_check_letter(rest: str) -> str | None:
    """Give the letter that begins a unique pupil number, from its other twelve characters.

    Source: Department for Education validation rule 1510: each value times its position (2 to 13), summed, remainder
    by 23; a temporary number's last letter counts as its place in the alphabet of check letters.
    """
    if not _UPN.fullmatch("A" + rest):
        return None
    last = _CHECK_LETTERS.find(rest[11]) if rest[11].isalpha() else int(rest[11])
    return _CHECK_LETTERS[(sum(map(mul, range(2, 13), map(int, rest[:11]))) + 13 * last) % 23]


def normal_upn(text: str | None) -> str | None:
    """Give a unique pupil number, permanent or temporary, whose check letter holds; codes UN1 to UN7 give None."""
    upn = _compact(text).upper()
    if len(upn) != 13:
        return None
    upn = upn[0] + upn[1:].translate(_LETTER_SLIPS)
    return upn if upn[0] == upn_check_letter(upn[1:]) else None


def normal_former_upn(text: str | None, *, current: str | None) -> str | None:
    """Give the number a pupil held before the current one, as the school census means "former UPN".

    It is often the temporary number given until the last school's was known. It stays true of the pupil, so it finds
    older records. It is checked like any other UPN; one equal to the current number tells nothing and gives None.
    """
    former = normal_upn(text)
    return None if former == current else former


def upn_unknown_code(text: str | None) -> str | None:
    """Give the code UN1 to UN7 by which a return says why a child has no unique pupil number."""
    code = _compact(text).upper()
    return code if code in _UPN_UNKNOWN else None


def is_temporary_upn(upn: str) -> bool:
    """Tell whether a unique pupil number was given only until the permanent one is known: it ends in a letter."""
    return upn[-1:].isalpha()


def upn_parts(upn: str) -> UpnParts:
    """Take a unique pupil number apart into authority, establishment, year and serial."""
    return UpnParts(upn[1:4], upn[4:8], upn[8:10], upn[10:])


def normal_urn(text: str | None) -> str | None:
    """Give a school's unique reference number, six digits and never a leading zero."""
    urn = _digits(text, length=6)
    return urn if urn is not None and urn[0] != "0" else None


def normal_la_code(text: str | None) -> str | None:
    """Give a local authority's three-digit code as the Department for Education writes it."""
    return _digits(text, length=3)


def normal_gss_code(text: str | None) -> str | None:
    """Give an area's nine-character code of the Government Statistical Service, such as an authority's E09000001."""
    code = _compact(text).upper()
    return code if _GSS.fullmatch(code) else None


def normal_uprn(text: str | None) -> str | None:
    """Give an address's unique property reference number, up to twelve digits, without leading zeros."""
    uprn = _compact(text).lstrip("0")
    return uprn if 0 < len(uprn) <= 12 and uprn.isascii() and uprn.isdigit() else None

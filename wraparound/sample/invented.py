"""How anyone can tell that a record is invented: by its identifier, and by every number and postcode in it."""

import re
from collections.abc import Iterable, Mapping

_ID = re.compile(r"QX-[A-Z]{2}-\d{8}")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_NOISE = re.compile(r"[\s.\-]")


def is_invented(record: Mapping[str, object]) -> bool:
    """Tell whether a record comes from this sample, whatever its columns are called.

    Its identifier begins with QX-, and no value is a number or postcode that a real person could have: NHS numbers
    begin with 9, telephones with 04 or 06, pupil numbers name an authority below 200, postcodes an area Q.
    """
    values = [str(value) for value in record.values() if value is not None]
    return any(_ID.fullmatch(value) for value in values) and not any(real_looking(values))


def real_looking(values: Iterable[str]) -> Iterable[bool]:
    """Say of each value whether it has the shape of a real person's number or postcode."""
    for value in values:
        code = _NOISE.sub("", value).upper()
        if code.isdigit() or code.startswith("+"):
            yield _real_number(code)
        elif _UPN.fullmatch(code):
            yield code[1] != "1"
        else:
            yield bool(_POSTCODE.fullmatch(code)) and code[0] != "Q"


def _real_number(code: str) -> bool:
    digits = "0" + code[3:] if code.startswith("+44") else code.lstrip("+")
    if len(digits) == 10:
        return digits[0] != "9"
    return len(digits) == 11 and digits[:2] not in {"04", "06"}

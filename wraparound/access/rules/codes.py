"""Codes that an app makes by the clock (RFC 6238), and recovery codes on paper."""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime

STEP, DIGITS = 30, 6  # seconds a code holds, and its length: what every app for codes does
DRIFT = 1  # steps by which a telephone's clock may be wrong, either way
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no letter or digit that is taken for another
RECOVERY_LENGTH, RECOVERY_CODES = 16, 10  # 16 of 30 letters: 78 bits, too many to try


def step_of(at: datetime) -> int:
    """Give the number of the half minute since 1970 in which an instant lies."""
    return int(at.timestamp()) // STEP


def code_of(secret: bytes, *, step: int) -> str:
    """Give the code that a secret makes in a half minute: RFC 6238 by SHA-1, six digits, as every app does."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    begins = digest[-1] & 0x0F
    number = int.from_bytes(digest[begins : begins + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def fitting_step(secret: bytes, *, code: str, at: datetime, after: int) -> int | None:
    """Say in which half minute a code fits, if in one near the instant and later than the last one used.

    Every step is compared, in constant time, so that how long it takes tells nothing.
    """
    told = "".join(code.split()).encode()
    now, found = step_of(at), None
    for step in range(now - DRIFT, now + DRIFT + 1):
        fits = hmac.compare_digest(code_of(secret, step=step).encode(), told)
        found = step if fits and step > after else found
    return found


def address_for_app(secret: bytes, *, account: str, issuer: str) -> str:
    """Give the address that an app for codes reads from a picture."""
    shown = b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/{_plain(issuer)}:{_plain(account)}?secret={shown}&issuer={_plain(issuer)}"


def recovery_code(numbers: Iterable[int]) -> str:
    """Write random numbers as a code that people can read from paper: four groups of four."""
    letters = "".join(ALPHABET[number % len(ALPHABET)] for number in numbers)[:RECOVERY_LENGTH]
    return "-".join(letters[begin : begin + 4] for begin in range(0, len(letters), 4))


def hash_of(secret: str) -> str:
    """Give the hash under which a recovery code or a link is kept, however it was typed.

    Plain SHA-256 is enough, for what it hides is random and long, unlike a password.
    """
    return hashlib.sha256("".join(secret.replace("-", "").split()).encode()).hexdigest()


def _plain(text: str) -> str:
    """Write a text for an address: letters and digits as they are, everything else by its bytes."""
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in text.encode())

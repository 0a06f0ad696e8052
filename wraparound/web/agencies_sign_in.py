"""The file that says which agencies have a sign-in of their own (OpenID Connect), read once and checked."""

import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

KEYS = ("title", "issuer", "client", "secret")
OTHERS = stat.S_IRWXG | stat.S_IRWXO
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Provider:
    """How one agency set this service up at its sign-in."""

    agency: str  # its code
    title: str
    issuer: str
    client: str
    secret: str


def providers_in(path: Path, *, development: bool) -> tuple[Provider, ...]:
    """Read the file; raises ValueError with a sentence that says what is wrong and what would be right."""
    try:
        if path.stat().st_mode & OTHERS:
            raise ValueError(f"{path} holds secrets and others may read it. Give it mode 600: chmod 600.")
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise ValueError(f"{path} cannot be read: {fault.strerror}.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(f"{path} is not TOML: {fault}.") from fault
    return tuple(_provider(code, told=told, development=development) for code, told in said.items())


def _provider(code: str, *, told: Any, development: bool) -> Provider:
    if not CODE.fullmatch(code) or not isinstance(told, dict):
        raise ValueError(f"[{code}] is not the code of an agency, such as [social-care].")
    unknown, missing = sorted(set(told) - set(KEYS)), [key for key in KEYS if not told.get(key)]
    if unknown:
        raise ValueError(f"[{code}] has the key {unknown[0]}; it can have {', '.join(KEYS)}.")
    if missing or not all(isinstance(value, str) for value in told.values()):
        raise ValueError(f"[{code}] needs a text for {', '.join(missing or KEYS)}.")
    parts = urlsplit(told["issuer"])
    here = development and parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (parts.scheme == "https" or here) or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f'[{code}] issuer is "{told["issuer"]}"; it must be the https address that the agency names.')
    return Provider(code, **told)

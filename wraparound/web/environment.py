"""What the environment says: each setting of a node, read once and checked. deploy/env.sample explains every line."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from wraparound.web.agencies_sign_in import Provider, providers_in
from wraparound.web.mail import Mail, mail_in

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
    "PRAGMA cache_size=-65536;PRAGMA mmap_size=2147418112;PRAGMA wal_autocheckpoint=4000",
}
POSTGRESQL = {
    # A page asks for little: to compile a query, or to think out anew how one that is kept is answered, costs more than
    # any answer. What is kept in words (`ledger.queries.Compiled`) the server keeps too, with how it answers it.
    "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
    "prepare_threshold": 0,
}


class CannotStart(SystemExit):
    """The environment does not say what is needed, or says what cannot be."""


@dataclass(frozen=True)
class Environment:
    """How this node is set up."""

    development: bool
    data: Path  # the folder of the database, the files that came in and the keys
    database: dict[str, Any]
    secret_key: str
    hosts: list[str]
    area: str
    ledger_key: Path
    glass_lasts: timedelta
    quiet: tuple[int, int]  # hours of the day
    providers: tuple[Provider, ...]  # agencies with a sign-in of their own
    listen: tuple[str, int]
    workers: int
    mail: Mail | None  # the mail server; without one letters wait, or lie in a folder in development

    @property
    def service(self) -> str:
        """Give the address at which people reach this node, with a slash at its end."""
        return f"http://localhost:{self.listen[1]}/" if self.development else f"https://{self.hosts[0]}/"


def environment(said: Mapping[str, str] = os.environ) -> Environment:
    """Read the settings; raises CannotStart with a sentence that says which is wrong and what would be right."""
    mode = said.get("WRAPAROUND_MODE", "production")
    if mode not in {"development", "production"}:
        raise CannotStart(f'WRAPAROUND_MODE is "{mode}"; it can be development or production.')
    development = mode == "development"
    data = Path(said.get("WRAPAROUND_DATA", "build/node" if development else "data"))
    secret = said.get("WRAPAROUND_SECRET_KEY", "only for development" if development else "")
    if not development and len(secret) < 50:
        raise CannotStart("WRAPAROUND_SECRET_KEY must be set to a secret of at least 50 characters.")
    return Environment(
        development=development,
        data=data,
        database=database_of(said.get("WRAPAROUND_DATABASE_URL", f"sqlite:///{data / 'wraparound.sqlite3'}")),
        secret_key=secret,
        hosts=hosts(said, development=development),
        area=said.get("WRAPAROUND_AREA", "ashmere"),
        ledger_key=Path(said.get("WRAPAROUND_LEDGER_KEY", data / "ledger.key")),
        glass_lasts=timedelta(hours=number("WRAPAROUND_GLASS_HOURS", said=said, usual=4, most=24)),
        quiet=hours("WRAPAROUND_QUIET_HOURS", said=said, usual="1-5"),
        providers=providers(said.get("WRAPAROUND_AGENCIES_SIGN_IN", ""), development=development),
        listen=(
            said.get("WRAPAROUND_ADDRESS", "127.0.0.1"),
            number("WRAPAROUND_PORT", said=said, usual=8000, most=65_535),
        ),
        workers=number("WRAPAROUND_WORKERS", said=said, usual=1, most=64),
        mail=mail(said),
    )


def hosts(said: Mapping[str, str], *, development: bool) -> list[str]:
    """Read the addresses at which people reach the node."""
    named = list(filter(None, said.get("WRAPAROUND_HOSTS", "localhost,127.0.0.1" if development else "").split(",")))
    if not named or (not development and any("*" in host or host.startswith(".") for host in named)):
        raise CannotStart("WRAPAROUND_HOSTS must name the addresses people type, in full, with commas between.")
    return named


def mail(said: Mapping[str, str]) -> Mail | None:
    """Read which mail server letters are given to, and in whose name; none if no server is named."""
    try:
        return mail_in(said.get("WRAPAROUND_MAIL", ""), sender=said.get("WRAPAROUND_MAIL_FROM", ""))
    except ValueError as fault:
        raise CannotStart(str(fault)) from fault


def providers(path: str, *, development: bool) -> tuple[Provider, ...]:
    """Read the file that says which agencies have a sign-in of their own; none if no file is named."""
    try:
        return providers_in(Path(path), development=development) if path else ()
    except ValueError as fault:
        raise CannotStart(f"WRAPAROUND_AGENCIES_SIGN_IN: {fault}") from fault


def number(name: str, *, said: Mapping[str, str], usual: int, most: int) -> int:
    """Read a setting that is a whole number from 1 to a most."""
    text = said.get(name, str(usual))
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise CannotStart(f'{name} is "{text}"; it can be a whole number from 1 to {most}.')
    return int(text)


def hours(name: str, *, said: Mapping[str, str], usual: str) -> tuple[int, int]:
    """Read a setting that is two hours of the day, from 0 to 23, as 22-5."""
    begins, _, ends = (text := said.get(name, usual)).partition("-")
    if not all(hour.isdecimal() and int(hour) < 24 for hour in (begins, ends)) or int(begins) == int(ends):
        raise CannotStart(f'{name} is "{text}"; it can be two hours from 0 to 23 with a hyphen between, such as 22-5.')
    return int(begins), int(ends)


def database_of(url: str) -> dict[str, Any]:
    """Turn sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME into what Django connects with."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")),
            "OPTIONS": SQLITE,
            "CONN_MAX_AGE": 600,  # opening it anew for each request costs as much as a look-up does
        }
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": POSTGRESQL,
        }
    raise CannotStart("WRAPAROUND_DATABASE_URL is neither sqlite:///FILE nor postgres://USER:PASSWORD@HOST:PORT/NAME.")

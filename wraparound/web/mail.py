"""The mail server that the environment names, read once and checked."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from wraparound.access.rules import is_address

PORTS = {"smtp": 587, "smtps": 465}  # submission (RFC 6409), and the same with TLS from the start (RFC 8314)


@dataclass(frozen=True)
class Mail:
    """Where letters are given to a mail server, as whom, and in whose name."""

    host: str
    port: int
    tls: bool  # from the start; otherwise by STARTTLS
    user: str
    password: str
    sender: str


def mail_in(url: str, *, sender: str) -> Mail | None:
    """Read the two settings; raises ValueError with a sentence that says what would be right."""
    if not url:
        return None
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in PORTS or not parts.hostname or port == 0 or parts.path.strip("/") or parts.query:
        raise ValueError(
            "WRAPAROUND_MAIL is neither smtp://USER:PASSWORD@HOST:PORT nor smtps://USER:PASSWORD@HOST:PORT."
        )
    if not is_address(parseaddr(sender)[1]):
        raise ValueError(
            f'WRAPAROUND_MAIL_FROM is "{sender}"; with WRAPAROUND_MAIL it must name the sender, such as '
            '"Wraparound <wraparound@example.org>".'
        )
    tls = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.hostname, port or PORTS[parts.scheme], tls, user, password, sender)

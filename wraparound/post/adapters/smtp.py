"""A mail server: letters are given to it by SMTP, encrypted, one connection for a round."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from wraparound.post.adapters.mime import mime_of
from wraparound.post.ports import CannotReach, NotTaken
from wraparound.post.words import Message

TIMEOUT = 20  # seconds for one answer
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
FOR_GOOD = 500  # the first answer that will not change (RFC 5321, section 4.2.1)


@dataclass(frozen=True)
class Server:
    """Where a mail server is, whether it speaks TLS from the start, and who we are to it."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = ""


class MailServer:
    """Gives letters to a mail server."""

    def __init__(self, server: Server, *, sender: str, trust: ssl.SSLContext | None = None) -> None:
        """Keep where it is, in whose name letters go, and whose certificates are believed."""
        self._server, self._sender = server, sender
        self._trust = trust or ssl.create_default_context()

    @contextmanager
    def round(self) -> Iterator["_Round"]:
        """Begin a round; raises CannotReach where no server answers, or it does not let us in."""
        opened = _Round(self._server, sender=self._sender, trust=self._trust)
        try:
            opened.reach()
            yield opened
        finally:
            opened.end()


class _Round:
    """One connection, made anew where the server ends it."""

    def __init__(self, server: Server, *, sender: str, trust: ssl.SSLContext) -> None:
        self._to, self._sender, self._trust = server, sender, trust
        self._line: SMTP | None = None

    def reach(self) -> SMTP:
        """Connect, encrypt, say who we are."""
        if self._line is None or self._line.sock is None:  # smtplib hangs up where the server says that it closes
            try:
                self._line = self._connected()
            except (OSError, SMTPException) as fault:
                raise CannotReach(f"The mail server {self._to.host}:{self._to.port}: {_words(fault)}") from fault
        return self._line

    def give(self, message: Message) -> None:
        """Give it one letter; it has it when this returns."""
        line = self.reach()
        try:
            line.sendmail(parseaddr(self._sender)[1], [message.address], mime_of(message, sender=self._sender))
        except SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            raise NotTaken(_said(code, said), for_good=code >= FOR_GOOD) from refused
        except SMTPDataError as refused:
            raise NotTaken(_words(refused), for_good=refused.smtp_code >= FOR_GOOD) from refused
        except SMTPSenderRefused as refused:  # it will not have us, which is no letter's fault
            self.end()
            raise CannotReach(f"The mail server does not take letters from us: {_words(refused)}") from refused
        except (OSError, SMTPException) as fault:  # the line broke; whether it has the letter nobody can say
            self.end()
            raise NotTaken(f"The line to the mail server broke: {_words(fault)}", for_good=False) from fault

    def end(self) -> None:
        """Say goodbye, if anyone still listens."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (OSError, SMTPException):
                line.close()

    def _connected(self) -> SMTP:
        to = self._to
        if to.tls:
            line: SMTP = SMTP_SSL(to.host, to.port, timeout=TIMEOUT, context=self._trust)
        else:
            line = SMTP(to.host, to.port, timeout=TIMEOUT)
        try:
            line.ehlo()
            if not to.tls and line.has_extn("starttls"):
                line.starttls(context=self._trust)
                line.ehlo()
            elif not to.tls and to.host not in LOOPBACK:
                raise SMTPException("it offers no encryption (STARTTLS), and letters carry links")
            if to.user:
                line.login(to.user, to.password)
        except BaseException:
            line.close()
            raise
        return line


def _words(fault: Exception) -> str:
    """Give a fault in the server's words."""
    if isinstance(fault, SMTPResponseException):
        return _said(fault.smtp_code, fault.smtp_error)
    return (str(fault) or type(fault).__name__)[:300]


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]

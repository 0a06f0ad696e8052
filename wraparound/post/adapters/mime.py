"""Letters as mail (RFC 5322): written so that nobody answers them by a machine, and read again."""

from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr, parsedate_to_datetime

from wraparound.post.words import Message


def mime_of(message: Message, *, sender: str) -> bytes:
    """Write a letter as mail, under its number."""
    mail = EmailMessage(policy=policy.SMTP)
    name, address = parseaddr(sender)
    mail["From"] = _called(name, address=address)
    mail["To"] = _called(message.name, address=message.address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine is to answer
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()


def message_in(mail: bytes) -> Message:
    """Read mail that this wrote."""
    read = message_from_bytes(mail, policy=policy.default)
    name, address = parseaddr(str(read["To"]))
    at = parsedate_to_datetime(str(read["Date"]))
    text = str(read.get_content()).replace("\r\n", "\n")
    return Message(str(read["Message-ID"]), address, name, str(read["Subject"]), text, at)


def _called(name: str, *, address: str) -> Address:
    """Write who it is from or for; a name has no line of its own, whatever stands in it."""
    return Address(display_name=" ".join(name.split()), addr_spec=address)

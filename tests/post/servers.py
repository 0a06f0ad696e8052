"""A real mail server for tests, and letters to be sent."""

import ssl
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from tests.acting import AT, someone
from wraparound.access.actions import make_link
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.agencies.words import LetterCode
from wraparound.post.actions import write_letter
from wraparound.post.adapters import MailServer, Notes, Server
from wraparound.post.ports import OUTSIDE
from wraparound.post.words import Recipient

BY = someone(Role.FRONT_DOOR)
TO = Recipient("desk@health.example.org", "Health desk", "health")
ASKED = {"reference": "Q-7K3M", "due": "2026-09-01T13:00:00+01:00", "asker": "social-care"}
SENDER = "Wraparound <wraparound@example.org>"
LOCAL = "127.0.0.1"


class Mailbox:
    """Takes letters, or answers as it is told to."""

    def __init__(self):
        self.letters, self.answers = [], {}

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 – so the server calls it
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 – so the server calls it
        answer = self.answers.get("data", "250 taken")
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer

    def numbers(self):
        return [letter["Message-ID"] for letter in self.letters]


class _Controller(Controller):
    def factory(self):
        return SMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def mail_server(mailbox=None, *, port=0, **options):
    """Run a mail server on this machine for a while; gives the mailbox, and where it is."""
    mailbox = mailbox or Mailbox()
    controller = _Controller(mailbox, hostname=LOCAL, port=port or free_port(), **options)
    controller.start()
    try:
        yield mailbox, Server(LOCAL, controller.port)
    finally:
        controller.stop()


def free_port():
    import socket

    with socket.socket() as held:
        held.bind((LOCAL, 0))
        return held.getsockname()[1]


@contextmanager
def carried_by(carrier, folder):
    """Have letters be carried by this for a while, with notes in a folder."""
    before = OUTSIDE.carrier, OUTSIDE.journal
    OUTSIDE.carrier, OUTSIDE.journal = carrier, Notes(folder)
    try:
        yield OUTSIDE.journal
    finally:
        OUTSIDE.carrier, OUTSIDE.journal = before


def served_by(server, **said):
    return MailServer(server, sender=SENDER, **said)


def two_agencies():
    Agency.objects.create(code="social-care", name="Children's Services", type="social_care", phone="04632 960001")
    Agency.objects.create(code="health", name="Ashmere Health", type="health")


def question(*, at=AT, to=TO, template=LetterCode.QUESTION, about="ask:Q-7K3M", once=""):
    link = make_link(to.address, agency="health", about=about, ends_at=at + timedelta(days=30), by=BY, at=at)
    return write_letter(template, to=to, facts=ASKED, about=about, link=link.pk, once=once, by=BY, at=at)


def reminder(*, at=AT, to=TO):
    return write_letter("question-reminder", to=to, facts=ASKED, about="ask:Q-7K3M", by=BY, at=at)


def authenticator(_server, _session, _envelope, _mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"node", b"secret"), handled=False)


def certificates(folder):
    """Make a certificate for this machine, and give what serves with it and what trusts it."""
    from datetime import UTC, datetime
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - timedelta(days=1),
                                   now + timedelta(days=1))  # fmt: skip
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOCAL))]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate, held = folder / "server.pem", folder / "server.key"
    certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    held.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serves.load_cert_chain(certificate, held)
    return serves, ssl.create_default_context(cafile=str(certificate))

"""Letters are given to a real mail server: encrypted, with who we are, and each refusal taken for what it is."""

import stat
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT
from tests.post.servers import LOCAL, SENDER, authenticator, certificates, free_port, mail_server, served_by
from wraparound.post.adapters import Folder, Notes, Server
from wraparound.post.adapters.mime import message_in, mime_of
from wraparound.post.ports import CannotReach, NotTaken
from wraparound.post.words import Message

pytestmark = [
    pytest.mark.enable_socket,  # a mail server of our own, on this machine
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
]
LETTER = Message("<0a@example.org>", "desk@health.example.org", "Health desk", "It is due – please",
                 "Open this:\n\nhttps://example.org/link/" + "a" * 64 + "\n", AT)  # fmt: skip


def give(server, message=LETTER, **said):
    with served_by(server, **said).round() as opened:
        opened.give(message)


def test_a_letter_arrives_as_it_was_written():
    with mail_server() as (mailbox, server):
        give(server)
    (mail,) = mailbox.letters
    assert mail["Message-ID"] == LETTER.message_id
    assert mail["To"] == "Health desk <desk@health.example.org>"
    assert mail["From"] == SENDER
    assert mail["Subject"] == LETTER.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == LETTER.text


def test_one_connection_carries_many_letters():
    with mail_server() as (mailbox, server), served_by(server).round() as opened:
        for number in range(5):
            opened.give(replace(LETTER, message_id=f"<{number}@example.org>"))
    assert mailbox.numbers() == [f"<{number}@example.org>" for number in range(5)]


def test_we_say_who_we_are_over_an_encrypted_line_alone(tmp_path):
    serves, trust = certificates(tmp_path)
    options = {"tls_context": serves, "authenticator": authenticator, "auth_required": True, "require_starttls": True}
    with mail_server(**options) as (mailbox, server):
        give(replace(server, user="node", password="secret"), trust=trust)
        with pytest.raises(CannotReach, match="535"):
            give(replace(server, user="node", password="wrong"), trust=trust)
        with pytest.raises(CannotReach, match="certificate"):
            give(replace(server, user="node", password="secret"))
    assert len(mailbox.letters) == 1


def test_a_line_can_be_encrypted_from_the_start(tmp_path):
    serves, trust = certificates(tmp_path)
    with mail_server(ssl_context=serves) as (mailbox, server):
        give(replace(server, tls=True), trust=trust)
    assert len(mailbox.letters) == 1


def test_a_server_elsewhere_that_offers_no_encryption_is_given_nothing(monkeypatch):
    monkeypatch.setattr("wraparound.post.adapters.smtp.LOOPBACK", set())  # as if this machine were another
    with mail_server() as (mailbox, server), pytest.raises(CannotReach, match="no encryption"):
        give(server)
    assert not mailbox.letters


def test_where_no_server_is_none_can_be_reached():
    with pytest.raises(CannotReach, match=LOCAL):
        give(Server(LOCAL, free_port()))


@pytest.mark.parametrize(("answer", "for_good"), [("550 no such mailbox", True), ("450 mailbox is full", False)])
@pytest.mark.parametrize("where", [LETTER.address, "data"])
def test_a_refused_letter_says_why_and_whether_for_good(answer, for_good, where):
    with mail_server() as (mailbox, server):
        mailbox.answers[where] = answer
        with served_by(server).round() as opened:
            with pytest.raises(NotTaken, match=answer) as refused:
                opened.give(LETTER)
            mailbox.answers.clear()
            opened.give(LETTER)  # the line goes on
    assert refused.value.for_good is for_good
    assert len(mailbox.letters) == 1


def test_a_line_that_breaks_blames_the_letter_and_is_made_anew():
    with mail_server() as (mailbox, server):
        mailbox.answers["data"] = "421 closing"
        with served_by(server).round() as opened:
            with pytest.raises(NotTaken) as refused:
                opened.give(LETTER)
            mailbox.answers.clear()
            opened.give(LETTER)
    assert not refused.value.for_good
    assert len(mailbox.letters) == 1


def test_a_folder_holds_a_letter_once_however_often_it_is_given(tmp_path):
    folder = Folder(tmp_path / "letters", sender=SENDER)
    letter = replace(LETTER, message_id=f"<{'0a' * 16}@example.org>")
    for _ in range(2):
        with folder.round() as opened:
            opened.give(letter)
    (lies,) = folder.letters()
    assert lies == folder.letter("0a" * 16)
    assert (lies.message.text, lies.message.subject, lies.message.address) == (
        letter.text, letter.subject, letter.address)  # fmt: skip
    assert folder.letter("../letters/x") is None
    assert folder.letter("0b" * 16) is None


def test_notes_outlive_whoever_wrote_them(tmp_path):
    Notes(tmp_path / "taken").note(LETTER.message_id)
    notes = Notes(tmp_path / "taken")
    assert notes.noted() == [LETTER.message_id]
    assert stat.S_IMODE(next((tmp_path / "taken").iterdir()).stat().st_mode) == 0o600
    notes.strike(LETTER.message_id)
    notes.strike(LETTER.message_id)
    assert notes.noted() == []


@given(name=st.text(max_size=60), subject=st.text(max_size=100), text=st.text(max_size=300))
def test_whatever_stands_in_a_letter_makes_no_other_line_of_its_head(name, subject, text):
    subject = " ".join(subject.split())
    said = replace(LETTER, name=name, subject=subject, text=text)
    try:
        mail = message_from_bytes(mime_of(said, sender=SENDER), policy=policy.default)
    except UnicodeEncodeError:  # half of a letter, which no text has that was read from a file
        return
    assert sorted(mail.keys()) == sorted(message_from_bytes(mime_of(LETTER, sender=SENDER)).keys())
    assert message_in(bytes(mail)).address == LETTER.address

"""The mail server that the environment names is read once and checked."""

import pytest

from wraparound.web.environment import CannotStart, environment
from wraparound.web.mail import Mail, mail_in

SENDER = "Wraparound <wraparound@example.org>"


@pytest.mark.parametrize(
    ("url", "mail"),
    [
        ("smtp://mail.example.org", Mail("mail.example.org", 587, False, "", "", SENDER)),
        ("smtps://node:se%40cret@mail.example.org", Mail("mail.example.org", 465, True, "node", "se@cret", SENDER)),
        ("smtp://127.0.0.1:8025", Mail("127.0.0.1", 8025, False, "", "", SENDER)),
    ],
)
def test_an_address_says_how_the_server_is_reached(url, mail):
    assert mail_in(url, sender=SENDER) == mail


def test_without_an_address_there_is_no_server():
    assert mail_in("", sender="") is None
    assert environment({"WRAPAROUND_MODE": "development"}).mail is None


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:x", "smtp://a/b"])
def test_what_is_no_address_of_a_server_stops_the_start_and_shows_no_password(url):
    said = {"WRAPAROUND_MODE": "development", "WRAPAROUND_MAIL": url, "WRAPAROUND_MAIL_FROM": SENDER}
    with pytest.raises(CannotStart, match="WRAPAROUND_MAIL is neither"):
        environment(said)


@pytest.mark.parametrize("sender", ["", "Wraparound", "a b"])
def test_a_server_needs_a_sender(sender):
    with pytest.raises(ValueError, match="WRAPAROUND_MAIL_FROM"):
        mail_in("smtp://mail.example.org", sender=sender)


def test_people_reach_the_node_where_its_name_says():
    assert (
        environment({"WRAPAROUND_MODE": "development", "WRAPAROUND_PORT": "8132"}).service == "http://localhost:8132/"
    )
    real = {"WRAPAROUND_SECRET_KEY": "x" * 50, "WRAPAROUND_HOSTS": "wraparound.example.org,other.example.org"}
    assert environment(real).service == "https://wraparound.example.org/"

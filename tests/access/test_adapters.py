"""Hold what is plugged in to what it promises: the vault, the agency's sign-in over real HTTP, and its lies."""

import base64
import hashlib
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.access.agency import SECRET, liar, provider, through
from tests.acting import AT
from wraparound.access.adapters import FernetVault, OpenId
from wraparound.access.adapters import openid as adapter
from wraparound.access.adapters.sittings import SessionStore
from wraparound.access.ports import Asked, CannotBelieveAgency, CannotReachAgency, CannotUnseal

RETURNS_TO = "http://testserver/sign-in/from/social-care"
NOW = int(AT.timestamp())
ASKED = Asked("social-care", "the state", "the nonce", "the verifier " + "x" * 40, RETURNS_TO, AT)
with_network = pytest.mark.enable_socket


def test_what_is_sealed_is_read_by_the_same_node_alone():
    vault = FernetVault("x" * 50)
    sealed = vault.seal(b"secret")
    assert b"secret" not in sealed.encode()
    assert vault.unseal(sealed) == FernetVault("x" * 50).unseal(sealed) == b"secret"
    with pytest.raises(CannotUnseal):
        FernetVault("y" * 50).unseal(sealed)
    with pytest.raises(CannotUnseal):
        vault.unseal(sealed[:-4] + "AAA=")


def test_a_mark_is_the_same_for_the_same_words_at_the_same_node_alone():
    vault = FernetVault("x" * 50)
    assert vault.mark("QA1 4QN") == FernetVault("x" * 50).mark("QA1 4QN")
    assert len({vault.mark("QA1 4QN"), vault.mark("QA1 4QP"), FernetVault("y" * 50).mark("QA1 4QN")}) == 3
    assert "QA1" not in vault.mark("QA1 4QN")


@pytest.fixture
def lies():
    with liar() as one:
        one.good = {
            "iss": one.issuer, "aud": "wraparound", "sub": "rosa", "nonce": "the nonce", "iat": NOW, "exp": NOW + 300,
            "email": "rosa@example.org", "email_verified": True,
        }  # fmt: skip
        one.token = one.signed(one.good)
        yield one


def told_by(lies, *, at=AT, asked=ASKED, client=None, **answer):
    client = client or OpenId(title="Lies", issuer=lies.issuer, client="wraparound", secret=SECRET)
    return client.shown(asked, answer={"state": "the state", "code": "one"} | answer, at=at)


@with_network
def test_what_is_signed_and_asked_for_is_believed_and_the_code_is_proved(lies):
    assert told_by(lies).email == "rosa@example.org"
    form, proof = next((form, proof) for path, form, proof in lies.asked if path == "/token")
    assert form["code_verifier"] == [ASKED.verifier]
    assert form["redirect_uri"] == [RETURNS_TO]
    name, _, secret = base64.b64decode(proof.removeprefix("Basic ")).decode().partition(":")
    assert (name, secret) == ("wraparound", "a+secret+of+tests%3A+%2B%2F%25")
    assert "client_secret" not in form


@with_network
def test_the_address_asks_for_a_code_with_pkce_state_and_nonce(lies):
    client = OpenId(title="Lies", issuer=lies.issuer, client="wraparound", secret=SECRET)
    told = parse_qs(urlsplit(client.address(ASKED)).query)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(ASKED.verifier.encode()).digest()).decode().rstrip("=")
    assert (told["code_challenge"], told["code_challenge_method"]) == ([challenge], ["S256"])
    assert (told["response_type"], told["state"], told["nonce"]) == (["code"], ["the state"], ["the nonce"])
    assert "prompt" not in told
    assert parse_qs(urlsplit(client.address(replace(ASKED, again=True))).query)["prompt"] == ["login"]
    assert len(lies.asked) == 1, "what it publishes is asked for once an hour"


@with_network
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"state": "another"}, "no question of this browser"),
        ({"state": ""}, "no question of this browser"),
        ({"iss": "https://other.example.org"}, "another issuer"),
        ({"error": "access_denied"}, "did not let you in"),
        ({"code": ""}, "brings no code"),
    ],
)
def test_an_answer_to_another_question_is_not_believed_and_no_code_is_spent(lies, answer, told):
    with pytest.raises(CannotBelieveAgency, match=told):
        told_by(lies, **answer)
    assert not any(path == "/token" for path, *_ in lies.asked)


def forged(lies, how):
    public = lies.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, signature = lies.token.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","kid":"one"}').decode().rstrip("=")
    hs = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"one"}').decode().rstrip("=")
    mac = hashlib.sha256(public + f"{hs}.{body}".encode()).digest()
    return {
        "another key": lies.signed(lies.good, key=lies.other),
        "a key nobody publishes": lies.signed(lies.good, kid="two"),
        "no signature": f"{none}.{body}.",
        "the public key as a secret": f"{hs}.{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}",
        "a changed body": f"{head}.{base64.urlsafe_b64encode(b'{}').decode().rstrip('=')}.{signature}",
        "no token": "",
        "rubbish": "rubbish",
    }[how]


@with_network
@pytest.mark.parametrize(
    "how",
    [
        "another key", "a key nobody publishes", "no signature", "the public key as a secret", "a changed body",
        "no token", "rubbish",
    ],
)  # fmt: skip
def test_what_is_not_signed_by_a_published_key_is_not_believed(lies, how):
    lies.token = forged(lies, how)
    with pytest.raises(CannotBelieveAgency):
        told_by(lies)


@with_network
@pytest.mark.parametrize("changed", [{"nonce": "x"}, {"aud": "x"}, {"iss": "https://x.example.org"}, {"exp": NOW - 99}])
def test_what_is_signed_but_not_for_us_is_not_believed(lies, changed):
    lies.token = lies.signed(lies.good | changed)
    with pytest.raises(CannotBelieveAgency):
        told_by(lies)


@with_network
def test_a_new_key_is_asked_for_once(lies):
    client = OpenId(title="Lies", issuer=lies.issuer, client="wraparound", secret=SECRET)
    told_by(lies, client=client)
    lies.key, lies.kid = lies.other, "two"
    lies.token = lies.signed(lies.good)
    assert told_by(lies, client=client).subject == "rosa"
    assert [path for path, *_ in lies.asked].count("/jwks") == 2


@with_network
def test_the_address_comes_from_userinfo_where_the_token_has_none_but_only_of_the_same_person(lies):
    lies.token = lies.signed({name: value for name, value in lies.good.items() if not name.startswith("email")})
    lies.userinfo = {"sub": "rosa", "email": "rosa@example.org", "email_verified": True, "iss": "x"}
    shown = told_by(lies)
    assert (shown.email, shown.verified, shown.issuer) == ("rosa@example.org", True, lies.issuer)
    lies.userinfo["sub"] = "another"
    with pytest.raises(CannotBelieveAgency, match="two people"):
        told_by(lies)


@with_network
@pytest.mark.parametrize("place", ["/.well-known/openid-configuration", "/jwks", "/token"])
@pytest.mark.parametrize(
    ("status", "refusal"),
    [(503, CannotReachAgency), (429, CannotReachAgency), (302, CannotBelieveAgency), (404, CannotBelieveAgency)],
)
def test_an_outage_is_told_from_a_no(lies, place, status, refusal):
    lies.status[place] = status
    with pytest.raises(refusal):
        told_by(lies)
    assert not any(path == "/elsewhere" for path, *_ in lies.asked)


@with_network
def test_where_nobody_answers_it_is_an_outage():
    client = OpenId(title="Gone", issuer="http://127.0.0.1:1", client="wraparound", secret=SECRET)
    with pytest.raises(CannotReachAgency, match="says nothing about your account"):
        client.address(ASKED)


@with_network
@pytest.mark.parametrize("error", ["temporarily_unavailable", "server_error"])
def test_an_agency_that_says_it_cannot_is_an_outage(lies, error):
    with pytest.raises(CannotReachAgency):
        told_by(lies, error=error)


@with_network
@pytest.mark.parametrize("about", [{"issuer": "https://other.example.org"}, {"token_endpoint": None}])
def test_what_an_agency_publishes_must_be_whole_and_its_own(lies, about):
    lies.about = about
    with pytest.raises(CannotBelieveAgency, match="publishes"):
        told_by(lies)


@with_network
def test_an_answer_without_end_is_not_read(lies, monkeypatch):
    monkeypatch.setattr(adapter, "LARGEST", 50)
    with pytest.raises(CannotBelieveAgency, match="as agreed"):
        told_by(lies)


def test_an_https_issuer_never_sends_us_to_plain_http():
    client = OpenId(title="Mixed", issuer="https://login.example.org", client="wraparound", secret=SECRET)
    with pytest.raises(CannotBelieveAgency, match="not secure"):
        client._asked(None, "http://login.example.org/token")


@with_network
def test_real_software_is_believed_and_its_code_works_once():
    from django.utils import timezone

    with provider(RETURNS_TO) as issuer:
        now = timezone.now()
        asked = replace(ASKED, at=now, verifier="v" * 64)
        client = OpenId(title="Ashmere", issuer=issuer, client="wraparound", secret=SECRET)
        back = through(client.address(asked), login="rosa", until=RETURNS_TO)
        answer = {name: value[0] for name, value in parse_qs(urlsplit(back).query).items()}
        assert answer["iss"] == issuer
        later = now + timedelta(seconds=2)
        other = replace(asked, verifier="w" * 64)
        with pytest.raises(CannotBelieveAgency):  # the provider itself refuses a code without its verifier
            client.shown(other, answer=answer, at=later)
        back = through(client.address(asked), login="rosa", until=RETURNS_TO)
        answer = {name: value[0] for name, value in parse_qs(urlsplit(back).query).items()}
        shown = client.shown(asked, answer=answer, at=later)
        assert (shown.issuer, shown.subject, shown.email, shown.verified) == (
            issuer, "rosa", "Rosa.Wendle@example.org", True,
        )  # fmt: skip
        with pytest.raises(CannotBelieveAgency):
            client.shown(asked, answer=answer, at=later)


# What is kept of a sitting


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("within", [False, True], ids=["alone", "within an action"])
def test_what_is_kept_of_a_sitting_is_read_again_and_holds_up_only_what_is_done_with_it(within):
    sitting = SessionStore()
    sitting["scrap"] = "amara"
    with CaptureQueriesContext(connection) as asked, transaction.atomic() if within else nullcontext():
        sitting.save()
    assert SessionStore(sitting.session_key).load() == {"scrap": "amara"}
    waits_for_no_disk = any("synchronous_commit" in one["sql"] for one in asked)
    assert waits_for_no_disk == (connection.vendor == "postgresql" and not within)
    sitting.delete()
    with pytest.raises(UpdateError):
        sitting.save()

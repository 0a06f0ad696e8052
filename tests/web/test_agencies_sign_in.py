"""Hold the file of agencies' own sign-ins to being whole, secret and secure before a node starts."""

import re

import pytest

from tests.house.reading import ROOT
from wraparound.web.agencies_sign_in import providers_in
from wraparound.web.environment import CannotStart, environment

SAMPLE = (ROOT / "deploy" / "agencies-sign-in.sample").read_text(encoding="utf-8")
SECRET = {"WRAPAROUND_SECRET_KEY": "x" * 50, "WRAPAROUND_HOSTS": "wraparound.example.org"}


@pytest.fixture
def written(tmp_path):
    def write(text, *, mode=0o600):
        path = tmp_path / "agencies-sign-in.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    return write


def test_the_sample_is_what_can_be_read(written):
    (one,) = environment(SECRET | {"WRAPAROUND_AGENCIES_SIGN_IN": str(written(SAMPLE))}).providers
    assert (one.agency, one.title, one.client) == ("social-care", "Ashmere Council", "wraparound")


def test_several_agencies_each_have_their_own(written):
    more = SAMPLE + SAMPLE.replace("[social-care]", "[police]")
    assert [one.agency for one in providers_in(written(more), development=False)] == ["social-care", "police"]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("https://login", "http://login", "https address"),
        ("https://login.ashmere.example.org", "login", "https address"),
        ("https://login.ashmere.example.org", "https://x.example.org?a=b", "https address"),
        ('client = "wraparound"', "", "needs a text for client"),
        ('client = "wraparound"', "client = 7", "needs a text for"),
        ("client =", "client_id =", "has the key client_id"),
        ("[social-care]", "[Social Care]", "not TOML"),
        ("[social-care]", '["Social Care"]', "not the code of an agency"),
        ("[social-care]", "", "not the code of an agency"),
    ],
)
def test_what_is_wrong_is_said_at_the_start(written, was, becomes, told):
    path = written(SAMPLE.replace(was, becomes))
    with pytest.raises(CannotStart, match=f"WRAPAROUND_AGENCIES_SIGN_IN: .*{re.escape(told)}"):
        environment(SECRET | {"WRAPAROUND_AGENCIES_SIGN_IN": str(path)})


def test_secrets_that_others_may_read_are_refused(written):
    with pytest.raises(ValueError, match="chmod 600"):
        providers_in(written(SAMPLE, mode=0o640), development=False)


def test_a_file_that_is_not_there_is_no_node_without_agencies(tmp_path):
    with pytest.raises(CannotStart, match="cannot be read"):
        environment(SECRET | {"WRAPAROUND_AGENCIES_SIGN_IN": str(tmp_path / "none")})


@pytest.mark.parametrize(("issuer", "works"), [("http://127.0.0.1:4000", True), ("http://login.example.org", False)])
def test_in_development_a_provider_may_stand_on_the_same_machine(written, issuer, works):
    path = written(SAMPLE.replace("https://login.ashmere.example.org", issuer))
    if works:
        assert providers_in(path, development=True)
    else:
        with pytest.raises(ValueError, match="https"):
            providers_in(path, development=True)
    with pytest.raises(ValueError, match="https"):
        providers_in(path, development=False)


@pytest.mark.parametrize("hosts", ["*", ".example.org", "a.example.org,*.example.org"])
def test_a_real_node_answers_only_at_addresses_written_in_full(hosts):
    with pytest.raises(CannotStart, match="in full"):
        environment(SECRET | {"WRAPAROUND_HOSTS": hosts})

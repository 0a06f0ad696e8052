"""Passkeys in a browser whose device is played by Chromium's own virtual authenticator."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.access.signing_in import NOBODY, account_of, acting_as, with_password
from tests.browser.test_pages import press
from wraparound.access import actions
from wraparound.access.models import Passkey, SignIn

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.usefixtures("service"),
]
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture
def device(browser):
    """Open a browser with a device that checks who holds it; `device.checks(False)` has it fail to."""
    context = browser.new_context()
    tab = context.new_page()
    tab.wrong = []
    tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
    session = context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    options = {**DEVICE, "isUserVerified": True, "automaticPresenceSimulation": True}
    held = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    tab.checks = lambda works: session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": held, "isUserVerified": works}
    )
    tab.keys = lambda: session.send("WebAuthn.getCredentials", {"authenticatorId": held})["credentials"]
    tab.give = lambda key: session.send("WebAuthn.addCredential", {"authenticatorId": held, "credential": key})
    tab.forget = lambda: session.send("WebAuthn.clearCredentials", {"authenticatorId": held})
    yield tab
    context.close()
    assert tab.wrong == []


def invited(username):
    now = timezone.now()
    _, token = actions.invite(account_of(username).pk, by=acting_as("owen.haskell", at=now), at=now)
    return token


def set_up(device, server, username):
    device.goto(f"{server}/invitation/{invited(username)}")
    device.get_by_role("button", name="Set up a passkey").click()
    device.wait_for_url(f"{server}/my-account/ways")


def test_a_passkey_is_set_up_by_a_link_and_signs_in(device, live_server):
    set_up(device, live_server.url, "rosa.wendle")
    expect(device.get_by_text("Signed in as Rosa Wendle")).to_be_visible()
    assert Passkey.objects.get().account == account_of("rosa.wendle")
    (key,) = device.keys()
    assert key["isResidentCredential"]
    assert "rosa" not in key["userHandle"].lower()
    press(device, "Sign out")
    device.goto(f"{live_server.url}/sign-in?next=/my-account")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url(f"{live_server.url}/my-account")
    expect(device.get_by_text("Signed in as Rosa Wendle")).to_be_visible()
    assert SignIn.objects.filter(way="passkey", result="signed_in").count() == 2
    assert Passkey.objects.get().count > 0


def test_a_device_that_did_not_check_who_holds_it_lets_nobody_in(device, live_server):
    set_up(device, live_server.url, "rosa.wendle")
    press(device, "Sign out")
    device.checks(False)
    device.goto(f"{live_server.url}/sign-in")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.get_by_text("No passkey was used").wait_for()
    assert device.url.startswith(f"{live_server.url}/sign-in")


def test_a_copied_passkey_is_refused(device, live_server):
    set_up(device, live_server.url, "rosa.wendle")
    (copy,) = device.keys()
    press(device, "Sign out")
    device.goto(f"{live_server.url}/sign-in")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url(f"{live_server.url}/")
    press(device, "Sign out")
    device.forget()
    device.give(copy | {"signCount": 0})
    device.goto(f"{live_server.url}/sign-in")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.get_by_text("may have been copied").wait_for()
    assert SignIn.objects.filter(way="passkey", result="wrong", username="rosa.wendle").exists()


def test_a_removed_passkey_lets_nobody_in(device, live_server):
    with_password("rosa.wendle", at=timezone.now())
    set_up(device, live_server.url, "rosa.wendle")
    device.get_by_role("button", name="Remove the passkey").click()
    device.get_by_text("The passkey is removed").wait_for()
    press(device, "Sign out")
    device.goto(f"{live_server.url}/sign-in")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.get_by_text("This passkey is not known here").wait_for()


def test_the_same_device_is_not_set_up_twice(device, live_server):
    set_up(device, live_server.url, "rosa.wendle")
    device.get_by_role("button", name="Add a passkey").click()
    device.get_by_text("holds a passkey of yours already").wait_for()
    assert Passkey.objects.count() == 1


def test_a_passkey_shows_again_who_one_is_and_anothers_does_not(device, live_server):
    set_up(device, live_server.url, "owen.haskell")
    from django.contrib.sessions.models import Session

    def long_ago():
        kept = Session.objects.get()
        said = kept.get_decoded() | {"signed_in_at": (timezone.now() - timedelta(hours=1)).isoformat()}
        Session.objects.filter(pk=kept.pk).update(session_data=Session.get_session_store_class()().encode(said))

    long_ago()
    device.goto(f"{live_server.url}/accounts/open")
    expect(device.get_by_role("heading", name="Sign in again")).to_be_visible()
    device.get_by_role("button", name="Use your passkey").click()
    device.wait_for_url(f"{live_server.url}/accounts/open")
    expect(device.get_by_label("E-mail address at work")).to_be_visible()
    long_ago()
    Passkey.objects.update(account=account_of("rosa.wendle"))
    Passkey.objects.create(
        account=account_of("owen.haskell"), credential="AAAA", material="", name="x", made_at=timezone.now()
    )
    device.goto(f"{live_server.url}/sign-in/again")
    device.get_by_role("button", name="Use your passkey").click()
    device.get_by_text("No passkey was used").wait_for()


def test_an_answer_that_was_seen_serves_nobody_again(device, live_server):
    set_up(device, live_server.url, "rosa.wendle")
    press(device, "Sign out")
    device.goto(f"{live_server.url}/sign-in")
    with device.expect_request("**/sign-in/passkey") as seen:
        device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url(f"{live_server.url}/")
    answer = dict(pair for pair in seen.value.post_data_json.items())["answer"]
    for challenges in ((), ("another",)):
        entered = actions.enter_by_passkey(
            actions.Answer(answer, live_server.url.removeprefix("http://"), challenges),
            address="",
            by=NOBODY,
            at=timezone.now(),
        )
        assert entered.account is None


def test_an_answer_given_at_another_address_is_not_taken(device, live_server):
    set_up(device, live_server.url, "rosa.wendle")
    press(device, "Sign out")
    device.goto(f"{live_server.url}/sign-in")
    challenge = device.evaluate(
        "JSON.parse(document.querySelector('form[data-passkey=get]').dataset.options).challenge"
    )
    with device.expect_request("**/sign-in/passkey") as seen:
        device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url(f"{live_server.url}/")
    Passkey.objects.update(count=0)
    for host, comes_in in [("wraparound.example.org", False), ("localhost:1", False), (live_server.url[7:], True)]:
        answer = actions.Answer(seen.value.post_data_json["answer"], host, (challenge,))
        entered = actions.enter_by_passkey(answer, address="", by=NOBODY, at=timezone.now())
        assert bool(entered.account) == comes_in


def test_without_a_script_the_page_says_so_and_offers_the_other_way(browser, live_server):
    quiet = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    tab = quiet.new_page()
    tab.goto(f"{live_server.url}/invitation/{invited('rosa.wendle')}")
    expect(tab.get_by_text("A passkey needs a browser that runs scripts")).to_be_visible()
    expect(tab.get_by_role("button", name="Set up a passkey")).not_to_be_visible()
    tab.get_by_role("link", name="Set up a password and an app").click()
    expect(tab.get_by_label("Code that the app shows")).to_be_visible()
    tab.goto(f"{live_server.url}/sign-in")
    expect(tab.get_by_role("button", name="Sign in with a passkey")).not_to_be_visible()
    expect(tab.get_by_label("Password")).to_be_visible()
    quiet.close()

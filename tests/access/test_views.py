"""Try the pages of access as people use them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.sample_area import signed_in
from wraparound.access.models import Account, RoleHeld, SignIn, Sitting
from wraparound.access.views.signing_in import address_of, browser_in

pytestmark = pytest.mark.usefixtures("area")
WHY = "His father is at the school gate and we must know whether he may collect him"


def text(response):
    return response.content.decode()


def test_one_click_signs_in_and_goes_where_one_wanted_to_go():
    client = Client()
    assert client.get("/my-account").url == "/sign-in?next=/my-account"
    assert "Rosa Wendle" in text(client.get("/sign-in?next=/my-account"))
    answer = client.post("/sign-in-as", {"username": "rosa.wendle", "next": "/my-account"})
    assert answer.url == "/my-account"
    page = text(client.get("/my-account"))
    assert "Signed in as" in page
    assert "<strong>Rosa Wendle</strong>" in page
    assert "Front-door worker" in page


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_signing_in_leads_nowhere_else(elsewhere):
    assert Client().post("/sign-in-as", {"username": "rosa.wendle", "next": elsewhere}).url == "/"


def test_five_wrong_attempts_shut_the_door_for_a_name_and_no_other():
    client = Client()
    for _ in range(6):
        page = client.post("/sign-in-as", {"username": "nobody"}, REMOTE_ADDR="192.0.2.5", follow=True)
    assert "Wait a quarter of an hour" in text(page)
    client.post("/sign-in-as", {"username": "rosa.wendle"}, REMOTE_ADDR="192.0.2.5")
    assert "_auth_user_id" in client.session


def test_fifty_wrong_attempts_shut_the_door_for_an_address():
    client = Client()
    for number in range(50):
        client.post("/sign-in-as", {"username": f"nobody{number}"}, REMOTE_ADDR="192.0.2.5")
    page = client.post("/sign-in-as", {"username": "rosa.wendle"}, REMOTE_ADDR="192.0.2.5", follow=True)
    assert "Wait a quarter of an hour" in text(page)
    assert "_auth_user_id" not in client.session
    assert SignIn.objects.filter(result="locked").count() == 1
    client.post("/sign-in-as", {"username": "rosa.wendle"}, REMOTE_ADDR="192.0.2.6")
    assert "_auth_user_id" in client.session


def test_the_door_opens_again_by_itself():
    client = Client()
    for _ in range(6):
        client.post("/sign-in-as", {"username": "nobody"})
    SignIn.objects.update(at=timezone.now() - timedelta(minutes=16))
    client.post("/sign-in-as", {"username": "rosa.wendle"})
    assert "_auth_user_id" in client.session


def test_an_account_out_of_use_is_out_at_once():
    client = signed_in("rosa.wendle")
    Account.objects.filter(username="rosa.wendle").update(is_active=False)
    assert client.get("/my-account").status_code == 302
    client.post("/sign-in-as", {"username": "rosa.wendle"})
    assert client.get("/my-account").status_code == 302


def test_a_role_that_ended_opens_nothing_from_the_next_page_on():
    client = signed_in("owen.haskell")
    assert client.get("/accounts").status_code == 200
    today = timezone.localdate()
    RoleHeld.objects.filter(account__username="owen.haskell").update(begins_on=today - timedelta(days=9), ends_on=today)
    assert client.get("/accounts").status_code == 403


def test_signing_out_ends_the_sitting():
    client = signed_in("rosa.wendle")
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/my-account").status_code == 302
    assert Sitting.objects.get().ended_at is not None


def test_one_signs_out_at_another_browser():
    here, there = signed_in("rosa.wendle"), signed_in("rosa.wendle")
    page = text(here.get("/my-account"))
    assert page.count("Sign out there") == 1
    other = Sitting.objects.get(key=there.session.session_key)
    here.post(f"/my-account/sittings/{other.pk}/end")
    assert there.get("/my-account").status_code == 302
    assert here.get("/my-account").status_code == 200


def test_nobody_signs_others_out():
    rosa, beth = signed_in("rosa.wendle"), signed_in("beth.marlowick")
    sitting = Sitting.objects.get(key=rosa.session.session_key)
    assert beth.post(f"/my-account/sittings/{sitting.pk}/end").status_code == 403
    assert rosa.get("/my-account").status_code == 200


def test_the_purpose_is_asked_once_a_sitting_and_stands_on_every_page():
    client = signed_in("rosa.wendle")
    asked = client.get("/children")
    assert asked.url == "/purpose?next=/children"
    wrong = client.post("/purpose", {"purpose": ""})
    assert wrong.status_code == 200
    assert "<title>Error: " in text(wrong)
    answer = client.post("/purpose", {"purpose": "protect", "next": "/children"})
    assert answer.url == "/children"
    page = client.get("/children")
    assert page.status_code == 200
    assert "Find out whether a child is suffering harm" in text(page)
    client.post("/sign-out")
    client.post("/sign-in-as", {"username": "rosa.wendle"})
    assert client.get("/children").status_code == 302


def test_another_who_signs_in_at_the_same_browser_inherits_no_purpose():
    client = signed_in("rosa.wendle", purpose="protect")
    client.post("/sign-in-as", {"username": "amir.tolland"})
    assert client.get("/children").status_code == 302


def test_giving_a_role_asks_who_one_is_once_more():
    client = signed_in("owen.haskell")
    beth = Account.objects.get(username="beth.marlowick")
    session = client.session
    session["signed_in_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    page = f"/accounts/{beth.pk}"
    answer = client.post(page, {"role": "lead"}, headers={"referer": page})
    assert answer.url == f"/sign-in/again?next={page}"
    assert not RoleHeld.objects.filter(account=beth, role="lead").exists()
    assert "Continue as Owen Haskell" in text(client.get(answer.url))
    client.post("/sign-in-as", {"username": "owen.haskell", "next": page})
    assert "now has the role" in text(client.post(page, {"role": "lead"}, follow=True))
    assert RoleHeld.objects.filter(account=beth, role="lead").exists()


def test_a_role_given_today_can_be_ended_from_tomorrow():
    client = signed_in("owen.haskell")
    beth = Account.objects.get(username="beth.marlowick")
    held = RoleHeld.objects.get(account=beth)
    assert "End from tomorrow" in text(client.get(f"/accounts/{beth.pk}"))
    page = client.post(f"/accounts/roles/{held.pk}/end", follow=True)
    assert "no longer has the role Professional from tomorrow" in text(page)
    assert client.post(f"/accounts/roles/{held.pk}/end").status_code == 409


def test_a_name_that_is_markup_stays_a_name():
    Account.objects.filter(username="beth.marlowick").update(name="<script>alert(1)</script>")
    client = signed_in("beth.marlowick")
    assert "<script>alert" not in text(client.get("/my-account")) + text(Client().get("/sign-in"))


@pytest.mark.parametrize(
    ("direct", "told", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_an_address_is_what_our_own_proxy_says(rf, direct, told, address):
    given = {"HTTP_X_FORWARDED_FOR": told} if told else {}
    assert address_of(rf.get("/", REMOTE_ADDR=direct, **given)) == address


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("", "A browser"),
        ("x" * 9_000, "A browser"),
    ],
)
def test_a_browser_is_said_in_words(told, said):
    assert browser_in(told) == said

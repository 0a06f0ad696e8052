"""Hold setting up and using ways to sign in to their promises, by actions and by the pages as people use them."""

import re
from datetime import timedelta

import pytest
import qrcode
from django.test import Client
from django.utils import timezone

from tests.access.agency import SECRET, provider, through
from tests.access.signing_in import NOBODY, PASSWORD, account_of, acting_as, code_at, with_password
from tests.acting import AT
from tests.sample_area import signed_in
from wraparound.access import actions, policies, queries
from wraparound.access.adapters import OpenId
from wraparound.access.models import (
    Account,
    AgencyIdentity,
    CodeApp,
    FactorChange,
    Invitation,
    RecoveryCode,
    SignIn,
    Sitting,
)
from wraparound.access.ports import OUTSIDE
from wraparound.access.rules import INVITATION_LASTS, address_for_app
from wraparound.access.words import Role, Shown, WayIn
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("area")
ROSA = "rosa.wendle@example.org"
LATER = AT + timedelta(minutes=1)
EVERYONE = dict.fromkeys(["name", "agency", "role"])


def text(response):
    return response.content.decode()


def drawn_in(page):
    """Give where the picture for the app is dark."""
    drawing = re.search(r'<path d="([^"]*)"', page)[1]
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawing)}


def drawn_for(address):
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    return {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}


def enter(code, *, email=ROSA, password=PASSWORD, at=LATER):
    proof = queries.proof_of_password(email, password=password, address="192.0.2.7", at=at)
    return actions.enter_by_password(email, proof=proof, code=code, address="192.0.2.7", by=NOBODY, at=at)


def last_event():
    return Entry.objects.order_by("-id").first()


def test_a_password_and_a_code_let_in():
    secret, codes = with_password("rosa.wendle", at=AT)
    entered = enter(code_at(secret, LATER))
    assert (entered.account.username, entered.way) == ("rosa.wendle", WayIn.PASSWORD)
    assert len(set(codes)) == 10


def test_a_code_works_once():
    secret, _ = with_password("rosa.wendle", at=AT)
    assert enter(code_at(secret, LATER)).account
    assert not enter(code_at(secret, LATER)).account
    assert not enter(code_at(secret, AT)).account, "nor one older"


@pytest.mark.parametrize("wrong", ["email", "password", "code"])
def test_whatever_is_wrong_is_told_alike_and_counted(wrong):
    secret, _ = with_password("rosa.wendle", at=AT)
    said = {"email": ROSA, "password": PASSWORD, "code": code_at(secret, LATER)} | {wrong: "123456"}
    entered = enter(said.pop("code"), **said)
    assert entered.account is None
    assert (
        entered.why
        == "The e-mail address, the password and the code do not fit together. Check all three and try again."
    )
    assert last_event().event == "access.SignInRefused"
    assert len(queries.failures_of("123456" if wrong == "email" else "rosa.wendle", address="", at=LATER).named) == 1


def test_five_wrong_codes_shut_the_door_even_for_the_right_one():
    secret, _ = with_password("rosa.wendle", at=AT)
    for _ in range(5):
        enter("000000")
    assert "Wait a quarter of an hour" in enter(code_at(secret, LATER)).why
    shut = queries.proof_of_password(ROSA, password=PASSWORD, address="192.0.2.7", at=LATER)
    assert not shut.fits, "nothing is compared while the door is shut"
    later = LATER + timedelta(minutes=16)
    assert enter(code_at(secret, later), at=later).account


def test_a_recovery_code_stands_in_once_and_is_told():
    _, codes = with_password("rosa.wendle", at=AT)
    entered = enter(codes[0].upper().replace("-", " "))
    assert entered.way == WayIn.RECOVERY
    assert not enter(codes[0]).account
    assert enter(codes[1]).account
    assert not enter(codes[1][:4]).account
    assert queries.ways_of(account_of("rosa.wendle")).codes_left == 8
    assert FactorChange.objects.filter(what="recovery_used").count() == 2
    assert Entry.objects.filter(event="access.WayChanged", facts__what="recovery_used").count() == 2


def test_new_recovery_codes_end_the_old():
    _, codes = with_password("rosa.wendle", at=AT)
    new = actions.make_recovery_codes(by=acting_as("rosa.wendle", at=AT), at=AT)
    assert not enter(codes[0]).account
    assert enter(new[0]).account


def test_nothing_secret_is_in_the_database_as_it_is():
    secret, codes = with_password("rosa.wendle", at=AT)
    _, token = actions.invite(account_of("rosa.wendle").pk, by=acting_as("owen.haskell", at=AT), at=AT)
    kept = f"{CodeApp.objects.get().sealed} {account_of('rosa.wendle').password} {Invitation.objects.get().hash}"
    kept += " ".join(RecoveryCode.objects.values_list("hash", flat=True)) + str(list(Entry.objects.values("facts")))
    assert not [one for one in (PASSWORD, token, secret.hex(), *codes) if one in kept]


def test_a_password_compared_with_what_has_changed_since_lets_nobody_in():
    secret, _ = with_password("rosa.wendle", at=AT)
    proof = queries.proof_of_password(ROSA, password=PASSWORD, address="192.0.2.7", at=LATER)
    account = account_of("rosa.wendle")
    account.set_password("another one altogether")
    account.save()
    code = code_at(secret, LATER)
    assert not actions.enter_by_password(ROSA, proof=proof, code=code, address="", by=NOBODY, at=LATER).account


def test_a_closed_account_lets_nobody_in_and_is_out_at_once():
    secret, _ = with_password("rosa.wendle", at=AT)
    client, keeper = signed_in("rosa.wendle"), signed_in("owen.haskell")
    page = f"/accounts/{account_of('rosa.wendle').pk}"
    assert "is closed" in text(keeper.post(f"{page}/close", follow=True))
    assert client.get("/my-account").status_code == 302
    assert not enter(code_at(secret, LATER)).account
    assert "can sign in again" in text(keeper.post(f"{page}/reopen", follow=True))
    assert enter(code_at(secret, LATER)).account


def test_a_keeper_does_not_close_their_own_account():
    keeper = signed_in("owen.haskell")
    assert keeper.post(f"/accounts/{account_of('owen.haskell').pk}/close").status_code == 409


def test_the_last_way_in_is_not_removed():
    with_password("rosa.wendle", at=AT)
    with pytest.raises(actions.CannotChangeWay, match="last way"):
        actions.end_password(by=acting_as("rosa.wendle", at=AT), at=AT)


def test_changing_a_way_wants_a_sign_in_of_late():
    by = acting_as("rosa.wendle", at=AT - timedelta(hours=1))
    for change in (
        lambda: actions.make_recovery_codes(by=by, at=AT),
        lambda: actions.end_password(by=by, at=AT),
        lambda: actions.end_passkey(1, by=by, at=AT),
        lambda: actions.end_agency_identity(1, by=by, at=AT),
        lambda: actions.set_password(actions.NewPassword(PASSWORD, b"", ""), by=by, at=AT),
        lambda: actions.add_passkey(actions.Answer("", "", ()), name="", by=by, at=AT),
    ):
        with pytest.raises(policies.MayNotUnlessSignedInLately):
            change()


def test_a_link_is_good_once_for_three_days_and_a_newer_takes_its_place():
    keeper, rosa = acting_as("owen.haskell", at=AT), account_of("rosa.wendle")
    _, first = actions.invite(rosa.pk, by=keeper, at=AT)
    _, second = actions.invite(rosa.pk, by=keeper, at=AT)
    assert queries.invitation_open(first, at=AT) is None
    assert queries.invitation_open(second, at=AT + INVITATION_LASTS - timedelta(seconds=1))
    assert queries.invitation_open(second, at=AT + INVITATION_LASTS) is None
    assert queries.invitation_open("", at=AT) is None
    assert Entry.objects.filter(event="access.Invited").count() == 2


def test_only_keepers_and_operators_open_accounts_and_invite():
    for username in ("rosa.wendle", "amir.tolland", "priya.lansdown"):
        by = acting_as(username, at=AT)
        with pytest.raises(policies.MayNotDo):
            actions.invite(1, by=by, at=AT)
        with pytest.raises(policies.MayNotDo):
            actions.open_account("a@example.org", name="A", agency="social-care", role=Role.LEAD, by=by, at=AT)


def test_a_keeper_opens_an_account_and_its_holder_sets_up_a_password():
    keeper = signed_in("owen.haskell")
    told = {"name": "Nia Birch", "email": "Nia.Birch@example.org", "agency": "social-care", "role": "professional"}
    assert "Error:" in text(keeper.post("/accounts/open", told | {"email": "nia"}))
    link = re.search(r"http://testserver(/invitation/\w+)", text(keeper.post("/accounts/open", told)))[1]
    assert "already" in text(keeper.post("/accounts/open", told | {"email": "nia.birch@EXAMPLE.org"}))
    nia = Client()
    assert "Nia Birch" in text(nia.get(link))
    assert "Nia Birch" in text(nia.get(link)), "to look uses nothing up"
    page = text(nia.get(f"{link}/password"))
    secret = bytes.fromhex(nia.session["secret"])
    assert drawn_in(page) == drawn_for(address_for_app(secret, account="Nia.Birch@example.org", issuer="Wraparound"))
    for wrong, why in [({"password": "niabirch2026"}, "mostly your name"), ({"code": "000000"}, "does not fit")]:
        said = {"password": PASSWORD, "code": code_at(secret, timezone.now())} | wrong
        assert why in text(nia.post(f"{link}/password", said))
    page = text(nia.post(f"{link}/password", {"password": PASSWORD, "code": code_at(secret, timezone.now())}))
    assert page.count("<li>") >= 10
    assert "Nia Birch" in text(nia.get("/my-account"))
    assert nia.get(link).status_code == 404
    assert Client().post(f"{link}/password", {}).status_code == 404
    code = re.search(r"<li>(\w{4}-\w{4}-\w{4}-\w{4})</li>", page)[1]
    again = Client()
    said = {"email": "nia.birch@example.org", "password": PASSWORD, "code": code, "next": "/my-account"}
    assert "do not fit" in text(again.post("/sign-in/password", said | {"password": "something else"}))
    assert again.post("/sign-in/password", said).url == "/my-account"
    page = text(again.get("/my-account"))
    assert "A recovery code was used to sign in" in page
    assert "Password and recovery code" in page
    assert "Owen Haskell" in page, "who gave the link"


def test_what_was_stolen_is_ended_at_once_and_its_holder_is_told():
    secret, _ = with_password("rosa.wendle", at=AT)
    rosa, keeper = signed_in("rosa.wendle"), signed_in("owen.haskell")
    page = keeper.post(f"/accounts/{account_of('rosa.wendle').pk}/invite", {"ends_ways": "on"})
    assert "/invitation/" in text(page)
    assert rosa.get("/my-account").status_code == 302
    assert not enter(code_at(secret, LATER)).account
    again = signed_in("rosa.wendle")
    assert "Someone else changed how you sign in" in text(again.get("/"))
    assert "All your ways to sign in were ended" in text(again.get("/my-account"))


def test_setting_up_a_password_signs_out_everywhere_else_and_stays_here():
    here, there = signed_in("rosa.wendle"), signed_in("rosa.wendle")
    here.get("/my-account/ways/password")
    secret = bytes.fromhex(here.session["secret"])
    said = {"password": PASSWORD, "code": code_at(secret, timezone.now())}
    assert "Your recovery codes" in text(here.post("/my-account/ways/password", said))
    assert here.get("/my-account").status_code == 200
    assert there.get("/my-account").status_code == 302
    assert Sitting.objects.filter(ended_at__isnull=True).count() == 1
    assert "secret" not in here.session


def test_a_code_shows_again_who_one_is():
    secret, _ = with_password("owen.haskell", at=timezone.now() - timedelta(minutes=2))
    client = signed_in("owen.haskell")
    session = client.session
    session["signed_in_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    assert client.get("/my-account/ways").url == "/sign-in/again?next=/my-account/ways"
    assert "does not fit" in text(client.post("/sign-in/again/code", {"code": "000000"}))
    assert client.get("/my-account/ways").status_code == 302
    said = {"code": code_at(secret, timezone.now()), "next": "/my-account/ways"}
    assert client.post("/sign-in/again/code", said).url == "/my-account/ways"
    assert client.get("/my-account/ways").status_code == 200
    assert SignIn.objects.filter(way="code", result="signed_in").exists()


def test_an_invitation_used_twice_at_once_is_used_once():
    _, token = actions.invite(account_of("rosa.wendle").pk, by=acting_as("owen.haskell", at=AT), at=AT)
    secret = b"x" * 20
    given = actions.NewPassword(PASSWORD, secret, code_at(secret, AT))
    actions.accept_invitation_by_password(token, given=given, by=NOBODY, at=AT)
    with pytest.raises(actions.CannotUseInvitation):
        actions.accept_invitation_by_password(token, given=given, by=NOBODY, at=AT)


def test_a_wrong_code_uses_no_invitation_up():
    _, token = actions.invite(account_of("rosa.wendle").pk, by=acting_as("owen.haskell", at=AT), at=AT)
    with pytest.raises(actions.CannotChangeWay):
        actions.accept_invitation_by_password(
            token, given=actions.NewPassword(PASSWORD, b"x" * 20, "000000"), by=NOBODY, at=AT
        )
    assert queries.invitation_open(token, at=AT)


def test_rubbish_is_no_passkey():
    for answer in (
        "",
        "{}",
        "[]",
        "rubbish",
        '{"id": 1}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
    ):
        page = Client().post("/sign-in/passkey", {"answer": answer}, follow=True)
        assert "The passkey was not accepted" in text(page)
    assert SignIn.objects.filter(way="passkey", result="wrong").count() == 6


# Agencies


def shown(subject="rosa", *, email=ROSA, verified=True, issuer="https://login.example.org"):
    return Shown(issuer, subject, email, verified, None)


def by_agency(said, *, agency="social-care", only="", at=AT):
    return actions.enter_by_agency(said, agency=agency, only=only, address="", by=NOBODY, at=at).account


def test_an_agency_is_joined_by_a_verified_address_and_then_by_its_subject_alone():
    assert by_agency(shown()).username == "rosa.wendle"
    assert by_agency(shown(email="married@example.org", verified=False)).username == "rosa.wendle"
    assert AgencyIdentity.objects.count() == 1
    assert FactorChange.objects.get().what == "agency_linked"


@pytest.mark.parametrize(
    ("said", "agency"),
    [
        (shown(verified=False), "social-care"),
        (shown(email=""), "social-care"),
        (shown(email="nobody@example.org"), "social-care"),
        (shown(), "police"),
    ],
)
def test_an_agency_lets_in_nobody_it_may_not_speak_for(said, agency):
    before = Account.objects.count()
    assert by_agency(said, agency=agency) is None
    assert Account.objects.count() == before, "and never opens an account"
    assert SignIn.objects.get().result == "refused"


def test_an_address_given_to_someone_else_does_not_give_them_the_account():
    assert by_agency(shown())
    assert by_agency(shown("another")) is None


def test_the_same_subject_of_another_issuer_is_someone_else():
    assert by_agency(shown())
    assert by_agency(shown(email="", issuer="https://other.example.org")) is None


def test_who_moves_to_another_agency_comes_in_no_more_by_the_old():
    assert by_agency(shown())
    police = account_of("beth.marlowick").agency
    Account.objects.filter(username="rosa.wendle").update(agency=police)
    assert by_agency(shown()) is None


def test_signing_in_again_is_as_the_same_person():
    assert by_agency(shown(), only="beth.marlowick") is None
    assert by_agency(shown(), only="rosa.wendle")


def test_an_agency_that_was_parted_is_joined_anew_by_the_address():
    assert by_agency(shown())
    with_password("rosa.wendle", at=AT)
    actions.end_agency_identity(AgencyIdentity.objects.get().pk, by=acting_as("rosa.wendle", at=AT), at=AT)
    assert by_agency(shown(email="")) is None
    assert by_agency(shown())


@pytest.fixture
def ashmere_council():
    returns_to = "http://testserver/sign-in/from/social-care"
    with provider(returns_to) as issuer:
        client = OpenId(title="Ashmere Council", issuer=issuer, client="wraparound", secret=SECRET)
        OUTSIDE.agencies["social-care"] = client
        yield lambda tab, login: through(tab.url, login=login, until=returns_to)
        del OUTSIDE.agencies["social-care"]


@pytest.mark.enable_socket
def test_one_signs_in_with_the_agencys_own_account(ashmere_council):
    client = Client()
    assert "Sign in with Ashmere Council" in text(client.get("/sign-in?next=/my-account"))
    sent = client.get("/sign-in/agency/social-care?next=/my-account")
    back = ashmere_council(sent, "rosa")
    assert Client().get(back).url.startswith("/sign-in?"), "another browser has asked nothing"
    assert client.get(back).url == "/my-account"
    assert "Their agency&#39;s account" in text(client.get("/my-account")).replace("’", "&#39;")
    assert client.get(back, follow=True).redirect_chain[0][0].startswith("/sign-in/again"), "an answer serves once"


@pytest.mark.enable_socket
@pytest.mark.parametrize("login", ["impostor", "nurse", "beth"])
def test_whom_no_account_was_opened_for_stays_outside(ashmere_council, login):
    client = Client()
    back = ashmere_council(client.get("/sign-in/agency/social-care"), login)
    assert "No account here is yours by this sign-in" in text(client.get(back, follow=True))
    assert "_auth_user_id" not in client.session


@pytest.mark.enable_socket
def test_signing_in_again_at_the_agency_asks_for_it_anew(ashmere_council):
    client = signed_in("rosa.wendle")
    sent = client.get("/sign-in/agency/social-care?next=/my-account/ways")
    assert "prompt=login" in sent.url
    assert client.get(ashmere_council(sent, "rosa")).url == "/my-account/ways"
    sent = client.get("/sign-in/agency/social-care")
    assert client.get(ashmere_council(sent, "second")).url.startswith("/sign-in/again")


@pytest.mark.enable_socket
def test_an_agency_that_does_not_answer_is_said_and_the_other_ways_stay():
    OUTSIDE.agencies["social-care"] = OpenId(title="Gone", issuer="http://127.0.0.1:1", client="a", secret="b")
    try:
        client = Client()
        page = text(client.get("/sign-in/agency/social-care?next=/my-account", follow=True))
    finally:
        del OUTSIDE.agencies["social-care"]
    assert "The sign-in of Gone does not answer just now. This says nothing about your account." in page
    assert "Sign in with a passkey" in page
    assert 'value="/my-account"' in page
    assert not SignIn.objects.exists()

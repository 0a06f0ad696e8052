"""Tokens of agencies' systems: given and taken back by keepers, kept as a hash, of one role, for a time, and paced."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from tests.acting import AT, someone
from tests.sample_area import PEOPLE, adopt_ashmere, signed_in
from wraparound.access.actions import CannotGiveToken, Wanted, count_call, give_token, take_token_back
from wraparound.access.models import Token
from wraparound.access.policies import (
    PURPOSES,
    MayNotDo,
    MayNotSoOften,
    MayNotUnlessSignedInLately,
    MayNotWithoutPurpose,
    check_pace,
    purpose_said,
)
from wraparound.access.queries import actor_by_token, names_of_tokens, token_shown, tokens_called
from wraparound.access.rules import MAY, TOKEN_LASTS_AT_MOST, TOKEN_ROLES, hash_of, pace, permitted, token_of_username
from wraparound.access.words import Permission, Purpose, Role, Scope
from wraparound.agencies.models import Agency
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
KEEPER = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
HOUR = timedelta(hours=1)


@pytest.fixture
def agency():
    return Agency.objects.create(code="social-care", name="Children's Services", type="social_care")


def given(by=KEEPER, at=AT, **said):
    wanted = {"agency": "social-care", "name": "Case system", "role": Role.FRONT_DOOR, "scopes": [Scope.SEARCH]} | said
    return give_token(Wanted(**wanted), by=by, at=at)


def test_a_keeper_gives_a_token_whose_secret_is_kept_nowhere(agency):
    token, secret = given()
    assert re.fullmatch(r"wrap_[0-9a-f]{64}", secret)
    assert token.hash == hash_of(secret)
    assert token_shown(secret, at=AT) == token
    entry = Entry.objects.get(event="access.TokenGiven")
    assert entry.facts["scopes"] == ["search"]
    assert not any(secret in str(row) for row in (*Token.objects.values(), *Entry.objects.values()))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_but_keepers_gives_tokens_or_takes_them_back(agency, role):
    token, by = given()[0], replace(someone(role), signed_in_at=AT)
    with pytest.raises(MayNotDo):
        given(by=by)
    with pytest.raises(MayNotDo):
        take_token_back(token.pk, by=by, at=AT)


def test_giving_and_taking_back_want_a_sign_in_of_late(agency):
    token = given()[0]
    for act in (lambda: given(at=AT + HOUR), lambda: take_token_back(token.pk, by=KEEPER, at=AT + HOUR)):
        with pytest.raises(MayNotUnlessSignedInLately):
            act()


def test_a_token_ends_is_taken_back_and_goes_with_its_agency(agency):
    token, secret = given(lasts=HOUR)
    assert token_shown(secret, at=AT + HOUR - timedelta(seconds=1))
    assert token_shown(secret, at=AT + HOUR) is None
    take_token_back(token.pk, by=KEEPER, at=AT)
    assert token_shown(secret, at=AT) is None
    assert Entry.objects.filter(event="access.TokenTakenBack").count() == 1
    with pytest.raises(CannotGiveToken, match="taken back already"):
        take_token_back(token.pk, by=KEEPER, at=AT)
    _, other = given()
    agency.ended_on = AT.date()
    agency.save()
    assert token_shown(other, at=AT) is None


@pytest.mark.parametrize("shown", ["", "wrap_", "wrap_" + "0" * 64, "%", "x" * 10_000])
def test_what_is_no_token_opens_nothing(agency, shown):
    given()
    assert token_shown(shown, at=AT) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"agency": "nobody"}, "no agency"),
        ({"role": Role.GOVERNANCE}, "No system may act"),
        ({"scopes": []}, "Say which system"),
        ({"name": " "}, "Say which system"),
        ({"lasts": TOKEN_LASTS_AT_MOST + HOUR}, "a year at most"),
        ({"lasts": timedelta()}, "a year at most"),
        ({"a_minute": 0}, "one call a minute"),
    ],
)
def test_a_token_that_cannot_be_is_refused_in_words(agency, said, words):
    with pytest.raises(CannotGiveToken, match=words):
        given(**said)


def test_the_database_too_gives_no_token_the_role_of_a_keeper(agency):
    token, _ = given()
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.filter(pk=token.pk).update(role=Role.GOVERNANCE)


def test_no_system_may_what_only_keepers_may():
    alone = [one for one in Permission if MAY[one] == {Role.GOVERNANCE}]
    assert Permission.KEEP_SHIELDS in alone
    assert not any(permitted([role], permission=one) for role in TOKEN_ROLES for one in alone)


def test_who_acts_by_a_token_is_the_system_for_its_agency_in_its_role(agency):
    token, _ = given()
    actor = actor_by_token(token, purpose="protect")
    assert (actor.username, actor.agency, actor.roles, actor.purpose) == (
        f"token:{token.pk}", "social-care", {"front_door"}, "protect",
    )  # fmt: skip
    assert (actor.token, actor.signed_in_at) == (token.pk, None), "so nothing sensitive is open to it"
    assert names_of_tokens([actor.username, "rosa"]) == {actor.username: f"Case system (token {token.pk})"}
    assert tokens_called("case") == tokens_called("children's") == [actor.username]
    assert (token_of_username("token:x"), token_of_username("rosa")) == (None, None)


def test_calls_are_counted_in_each_minute_and_the_next_begins_anew(agency):
    token, _ = given(a_minute=2)
    by, minute = actor_by_token(token), datetime(2026, 9, 1, 9, 0, 10, tzinfo=UTC)
    paces = [count_call(token, by=by, at=minute) for _ in range(3)]
    assert [(one.left, one.over) for one in paces] == [(1, False), (0, False), (0, True)]
    assert {(one.limit, one.resets_in) for one in paces} == {(2, 50)}
    with pytest.raises(MayNotSoOften, match="2 calls a minute, and has"):
        check_pace(paces[-1])
    assert count_call(token, by=by, at=minute + timedelta(minutes=1)).left == 1
    token.refresh_from_db()
    assert token.used_at == minute + timedelta(minutes=1)


def test_a_pace_says_when_the_minute_ends():
    assert pace(1, limit=5, at=datetime(2026, 9, 1, 9, 0, 59, tzinfo=UTC)).resets_in == 1


@pytest.mark.django_db(transaction=True)
def test_calls_at_once_are_all_counted(agency):
    if connection.vendor == "sqlite":
        pytest.skip("tests keep SQLite in the memory of one connection")
    token, _ = given(a_minute=1_000)
    by = actor_by_token(token)

    def calls():
        for _ in range(10):
            count_call(token, by=by, at=AT)
        connections.close_all()

    threads = [Thread(target=calls) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    token.refresh_from_db()
    assert token.calls == 40
    connection.close()


def test_a_purpose_is_one_of_the_list_and_words_of_ones_own_are_none():
    assert [purpose_said(one) for one in PURPOSES] == [one for one in Purpose if one != Purpose.OTHER]
    for said in ("", "other", "curiosity"):
        with pytest.raises(MayNotWithoutPurpose, match="is one of protect, need"):
            purpose_said(said)


def test_a_keeper_gives_a_token_on_a_page_sees_it_once_and_takes_it_back():
    adopt_ashmere()
    keeper = signed_in(PEOPLE["governance"])
    assert "No token was given yet" in keeper.get("/tokens").content.decode()
    said = {"agency": "police", "name": "Custody", "role": "professional", "scopes": ["search", "child"],
            "a_minute": 60, "days": 30}  # fmt: skip
    answer = keeper.post("/tokens/give", said)
    (secret,) = re.findall(r"wrap_[0-9a-f]{64}", answer.content.decode())
    token = token_shown(secret, at=timezone.now())
    assert (token.agency.code, token.scopes, token.a_minute) == ("police", ["search", "child"], 60)
    for page in ("/tokens", f"/tokens/{token.pk}"):
        told = keeper.get(page).content.decode()
        assert "Custody" in told
        assert secret not in told
        assert hash_of(secret) not in told
    taken = keeper.post(f"/tokens/{token.pk}", follow=True).content.decode()
    assert "It opens nothing from now on" in taken
    assert "Owen Haskell" in taken
    assert token_shown(secret, at=timezone.now()) is None
    assert keeper.get("/tokens/999").status_code == 404


def test_a_form_that_is_not_whole_asks_again():
    adopt_ashmere()
    answer = signed_in(PEOPLE["governance"]).post("/tokens/give", {"agency": "police", "role": "governance"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter what the system is called" in told
    assert not Token.objects.exists()

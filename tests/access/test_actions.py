"""Hold accounts, roles, sittings and the glass to their promises, and each to its line in the ledger."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from tests.acting import AT, someone
from wraparound.access import actions, policies, queries
from wraparound.access.models import Account, BrokenGlass, RoleHeld, SignIn, Sitting
from wraparound.access.words import Finding, Purpose, Role, SignInResult, WayIn
from wraparound.agencies.queries import people_of_sample
from wraparound.ledger.models import Entry, Mention
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.usefixtures("area")
TODAY = date(2026, 9, 1)
HOURS = timedelta(hours=4)
WHY = "His father is at the school gate and we must know whether he may collect him"


def acting_as(username, *, purpose="protect", at=AT):
    account = Account.objects.select_related("agency").get(username=username)
    by = queries.actor_of(account, on=date(2030, 1, 1), purpose=purpose, signed_in_at=at)
    assert by.roles
    return by


def last_event():
    return Entry.objects.order_by("-id").first()


def test_the_sample_people_have_accounts_and_their_roles():
    rosa = acting_as("rosa.wendle")
    assert rosa.roles == {"front_door"}
    assert rosa.teams == {"front-door"}
    assert rosa.agency == "social-care"
    grace = acting_as("grace.okenby")
    assert grace.roles == {"lead", "front_door"}


def test_nobody_of_the_sample_can_sign_in_with_a_password():
    assert not any(account.has_usable_password() for account in Account.objects.all())


def test_adopting_the_same_people_again_changes_nothing():
    before = Account.objects.count(), RoleHeld.objects.count(), Entry.objects.count()
    assert actions.adopt_people(people_of_sample(), on=TODAY, by=MAKER, at=AT) == 0
    assert (Account.objects.count(), RoleHeld.objects.count(), Entry.objects.count()) == before


def test_only_an_operator_adopts_people():
    with pytest.raises(policies.MayNotDo):
        actions.adopt_people([], on=TODAY, by=someone(Role.GOVERNANCE), at=AT)


def test_a_role_is_given_and_ended_and_stays_in_the_past():
    keeper, beth = acting_as("owen.haskell"), Account.objects.get(username="beth.marlowick")
    held = actions.give_role(beth.pk, role=Role.LEAD, begins_on=TODAY, by=keeper, at=AT)
    assert last_event().event == "access.RoleGiven"
    assert "lead" in queries.actor_of(beth, on=TODAY).roles
    actions.end_role(held.pk, ends_on=TODAY + timedelta(days=1), by=keeper, at=AT)
    assert last_event().event == "access.RoleEnded"
    assert "lead" in queries.actor_of(beth, on=TODAY).roles
    assert "lead" not in queries.actor_of(beth, on=TODAY + timedelta(days=1)).roles
    assert RoleHeld.objects.filter(pk=held.pk).exists()


def test_a_role_held_already_is_not_given_twice():
    keeper, beth = acting_as("owen.haskell"), Account.objects.get(username="beth.marlowick")
    actions.give_role(beth.pk, role=Role.LEAD, begins_on=TODAY, by=keeper, at=AT)
    with pytest.raises(actions.CannotGiveRole, match="already holds"):
        actions.give_role(beth.pk, role=Role.LEAD, begins_on=TODAY + timedelta(days=3), by=keeper, at=AT)


def test_a_role_cannot_end_before_it_began_nor_twice():
    keeper, beth = acting_as("owen.haskell"), Account.objects.get(username="beth.marlowick")
    held = actions.give_role(beth.pk, role=Role.LEAD, begins_on=TODAY, by=keeper, at=AT)
    with pytest.raises(actions.CannotGiveRole):
        actions.end_role(held.pk, ends_on=TODAY, by=keeper, at=AT)
    actions.end_role(held.pk, ends_on=TODAY + timedelta(days=1), by=keeper, at=AT)
    with pytest.raises(actions.CannotGiveRole):
        actions.end_role(held.pk, ends_on=TODAY + timedelta(days=2), by=keeper, at=AT)


def test_giving_a_role_wants_a_sign_in_of_late():
    keeper = replace(acting_as("owen.haskell"), signed_in_at=AT - timedelta(hours=2))
    before = Entry.objects.count()
    with pytest.raises(policies.MayNotUnlessSignedInLately):
        actions.give_role(1, role=Role.LEAD, begins_on=TODAY, by=keeper, at=AT)
    assert Entry.objects.count() == before


def begin(username, *, key=None):
    if key is None:
        session = SessionStore()
        session.save()
        key = session.session_key
    return actions.begin_sitting(
        key, ends_at=AT + timedelta(hours=8), way=WayIn.SAMPLE, address="192.0.2.7", browser="Firefox on Linux",
        by=acting_as(username), at=AT,
    )  # fmt: skip


def test_signing_in_is_seen_in_three_places():
    sitting = begin("rosa.wendle")
    rosa = Account.objects.get(username="rosa.wendle")
    assert rosa.last_login == AT
    assert list(queries.sittings_of(rosa, at=AT)) == [sitting]
    assert queries.sign_ins_of(rosa)[0].result == SignInResult.SIGNED_IN
    assert last_event().event == "access.SignedIn"


def test_a_sitting_is_ended_from_another_browser_and_its_session_is_gone():
    sitting = begin("rosa.wendle")
    assert Session.objects.filter(session_key=sitting.key).exists()
    actions.end_sitting(sitting.pk, by=acting_as("rosa.wendle"), at=AT)
    assert not Session.objects.filter(session_key=sitting.key).exists()
    assert not queries.sittings_of(sitting.account, at=AT).exists()
    assert last_event().event == "access.SittingEnded"


def test_nobody_ends_the_sitting_of_another():
    sitting = begin("rosa.wendle")
    with pytest.raises(policies.MayNotEndForOthers):
        actions.end_sitting(sitting.pk, by=acting_as("owen.haskell"), at=AT)
    actions.leave_sitting(sitting.key, by=acting_as("owen.haskell"), at=AT)
    assert Sitting.objects.get(pk=sitting.pk).ended_at is None


def test_a_refused_attempt_is_kept_however_long_the_name():
    by = replace(someone(), username="", agency="")
    result = SignInResult.REFUSED
    tried = actions.refuse_sign_in("x" * 400, result=result, way=WayIn.SAMPLE, address="192.0.2.9", by=by, at=AT)
    assert SignIn.objects.get(pk=tried.pk).username == "x" * 150
    assert last_event().event == "access.SignInRefused"


def test_a_purpose_is_written_down_and_other_purposes_want_words():
    rosa = acting_as("rosa.wendle", purpose="")
    assert actions.give_purpose(Purpose.PROTECT, by=rosa, at=AT) == "protect"
    assert last_event().facts["purpose"] == "protect"
    with pytest.raises(actions.CannotGivePurpose):
        actions.give_purpose(Purpose.OTHER, words="  ", by=rosa, at=AT)
    with pytest.raises(policies.MayNotDo):
        actions.give_purpose(Purpose.PROTECT, by=acting_as("priya.lansdown"), at=AT)


def test_every_purpose_fits_beside_an_entry_of_the_ledger():
    longest = Entry._meta.get_field("purpose").max_length
    assert all(len(purpose) <= longest for purpose in Purpose)


def test_breaking_the_glass_opens_one_person_for_four_hours():
    rosa = acting_as("rosa.wendle")
    actions.break_glass(77, reason=WHY, lasts=HOURS, owners=["police", "schools", "police"], by=rosa, at=AT)
    assert list(queries.opened_to(rosa, at=AT).values_list("person", flat=True)) == [77]
    assert queries.opened_to(rosa, at=AT + HOURS - timedelta(seconds=1)).exists()
    assert not queries.opened_to(rosa, at=AT + HOURS).exists()
    assert not queries.opened_to(acting_as("grace.okenby"), at=AT).exists()
    told = last_event()
    assert (told.event, told.facts["reason"]) == ("access.GlassBroken", WHY)
    assert told.facts["owners"] == ["police", "schools"]
    assert Mention.objects.filter(entry=told, person=77).exists()


def test_those_who_know_the_person_are_told_for_a_fortnight_and_nobody_else_is():
    rosa, beth = acting_as("rosa.wendle"), acting_as("beth.marlowick")
    broken = actions.break_glass(77, reason=WHY, lasts=HOURS, owners=["schools", "social-care"], by=rosa, at=AT)
    fortnight = timedelta(days=14)
    assert list(queries.openings_told(beth, at=AT + fortnight - HOURS)) == [broken]
    assert not queries.openings_told(beth, at=AT + fortnight).exists()
    assert not queries.openings_told(rosa, at=AT).exists(), "one's own are no news"
    assert list(queries.openings_told(acting_as("amir.tolland"), at=AT)) == [broken]
    assert not queries.openings_told(acting_as("jo.farrant"), at=AT).exists()


@pytest.mark.parametrize("reason", ["", "   ", "at risk"])
def test_the_glass_does_not_break_without_a_reason(reason):
    with pytest.raises(actions.CannotBreakGlass):
        actions.break_glass(77, reason=reason, lasts=HOURS, by=acting_as("rosa.wendle"), at=AT)
    assert not BrokenGlass.objects.exists()


def test_the_glass_does_not_break_without_purpose_or_right():
    with pytest.raises(policies.MayNotWithoutPurpose):
        actions.break_glass(77, reason=WHY, lasts=HOURS, by=acting_as("rosa.wendle", purpose=""), at=AT)
    with pytest.raises(policies.MayNotDo):
        actions.break_glass(77, reason=WHY, lasts=HOURS, by=acting_as("priya.lansdown"), at=AT)


def test_what_was_opened_is_reviewed_once_by_someone_else():
    broken = actions.break_glass(77, reason=WHY, lasts=HOURS, by=acting_as("rosa.wendle"), at=AT)
    owen = acting_as("owen.haskell")
    assert list(queries.glass_to_review(owen)) == [broken]
    with pytest.raises(policies.MayNotDo):
        actions.review_glass(broken.pk, finding=Finding.RIGHT, by=acting_as("rosa.wendle"), at=AT)
    with pytest.raises(actions.CannotReview, match="follow"):
        actions.review_glass(broken.pk, finding=Finding.WRONG, by=owen, at=AT)
    actions.review_glass(broken.pk, finding=Finding.RIGHT, by=owen, at=AT)
    assert last_event().event == "access.GlassReviewed"
    assert not queries.glass_to_review(owen).exists()
    with pytest.raises(actions.CannotReview):
        actions.review_glass(broken.pk, finding=Finding.RIGHT, by=owen, at=AT)


def test_a_keeper_who_broke_it_does_not_review_it():
    rosa = Account.objects.get(username="rosa.wendle")
    RoleHeld.objects.create(account=rosa, role=Role.GOVERNANCE, begins_on=TODAY)
    both = acting_as("rosa.wendle")
    broken = actions.break_glass(77, reason=WHY, lasts=HOURS, by=both, at=AT)
    assert not queries.glass_to_review(both).exists()
    with pytest.raises(policies.MayNotReviewOneself):
        actions.review_glass(broken.pk, finding=Finding.RIGHT, by=both, at=AT)


def test_the_database_itself_keeps_reviews_whole():
    broken = actions.break_glass(77, reason=WHY, lasts=HOURS, by=acting_as("rosa.wendle"), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.filter(pk=broken.pk).update(reviewed_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.filter(pk=broken.pk).update(ends_at=AT)


def test_where_someone_lives_is_kept_so_that_nobody_can_read_it():
    owen, rosa = acting_as("owen.haskell"), Account.objects.get(username="rosa.wendle")
    actions.note_home(rosa.pk, postcode="qa1 4qn", by=owen, at=AT)
    rosa.refresh_from_db()
    assert rosa.home == queries.mark_of_postcode("QA1 4QN") != queries.mark_of_postcode("QA1 4QP")
    assert last_event().facts == {"username": "rosa.wendle", "noted": True}
    with pytest.raises(actions.CannotNoteHome, match="not a postcode"):
        actions.note_home(rosa.pk, postcode="at home", by=owen, at=AT)
    actions.note_home(rosa.pk, postcode=" ", by=owen, at=AT)
    rosa.refresh_from_db()
    assert rosa.home == ""
    with pytest.raises(policies.MayNotDo):
        actions.note_home(rosa.pk, postcode="QA1 4QN", by=acting_as("rosa.wendle"), at=AT)

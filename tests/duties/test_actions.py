"""What is owed begins, is answered, given longer, paused, handed over and let go."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.acting import AT, someone
from tests.sample_area import adopt_ashmere
from wraparound.access.models import RoleHeld
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.duties.actions import (
    CannotAct,
    CannotChangeRule,
    CannotNoteAbsence,
    CannotOpen,
    answer_duty,
    change_rule,
    end_absence,
    end_calendar,
    extend_duty,
    hand_over,
    hand_over_all,
    look_at_duties,
    look_at_duty,
    look_at_moves,
    look_at_rule,
    make_calendar,
    note_absence,
    open_duty,
    pause_duty,
    resume_duty,
    see_to_clocks,
    tell_the_day,
    withdraw_duty,
)
from wraparound.duties.models import CalendarFeed, Happening
from wraparound.duties.policies import MayNotAct, MayNotChange
from wraparound.duties.queries import duties_about, rule_in_force
from wraparound.duties.queries.calendars import secret_of
from wraparound.duties.queries.lists import Asked
from wraparound.duties.words import Answered, Clock, Owed
from wraparound.identity.models import Person, Shield
from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter

pytestmark = pytest.mark.django_db
ASKED = Owed(agency="police", owed_to="social-care", words="Answer question Q-7K3M", subject="ask:Q-7K3M", about=7)
DOOR = someone()
POLICE = someone(Role.PROFESSIONAL, agency="police")


@pytest.fixture(autouse=True)
def ashmere():
    adopt_ashmere()
    RoleHeld.objects.update(begins_on=date(2026, 1, 1))


def opened(rule="answer-red", *, owed=ASKED, at=AT, **more):
    return open_duty(owed, rule=rule, by=DOOR, at=at, **more)


def test_a_question_in_red_is_due_after_four_hours_in_which_the_agency_is_open():
    duty = opened()
    assert duty.due_at == datetime(2026, 9, 1, 13, tzinfo=UTC)
    assert duty.version.number == 1
    assert [one.pk for one in duties_about("ask:Q-7K3M")] == [duty.pk]
    assert Entry.objects.filter(event="duties.DutyOpened").count() == 1


def test_by_when_can_be_said_in_place_of_the_rule():
    due = datetime(2026, 9, 3, tzinfo=UTC)
    assert opened(due_at=due).due_at == due


def test_an_unknown_rule_or_agency_opens_nothing():
    with pytest.raises(CannotOpen, match="no rule"):
        opened("answer-purple")
    with pytest.raises(CannotOpen, match="no agency"):
        opened(owed=Owed(agency="circus", owed_to="social-care", words="Answer"))


def test_whoever_owes_it_answers_also_by_a_link_without_an_account():
    by_link = Actor("desk@police.example.org", "police", link=4)
    duty = answer_duty(opened().pk, how=Answered.DONE, evidence="In the answer", by=by_link, at=AT)
    assert duty.closed_at == AT
    assert not duties_about("ask:Q-7K3M").filter(closed_at__isnull=True)
    with pytest.raises(CannotAct, match="not owed any more"):
        answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=AT)


def test_another_agency_neither_answers_nor_lets_go():
    duty = opened()
    with pytest.raises(MayNotAct):
        answer_duty(duty.pk, how=Answered.DONE, by=DOOR, at=AT)
    with pytest.raises(MayNotAct):
        withdraw_duty(duty.pk, reason="It was asked twice by mistake", by=POLICE, at=AT)


def test_a_late_answer_is_taken_like_any_other():
    duty = opened()
    answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=datetime(2026, 12, 1, tzinfo=UTC))
    assert Entry.objects.get(event="duties.DutyAnswered").facts["late"] is True


def test_what_was_not_done_in_full_says_why():
    duty = opened()
    with pytest.raises(CannotAct, match="Say why"):
        answer_duty(duty.pk, how=Answered.REFUSED, by=POLICE, at=AT)


def test_whoever_it_is_owed_to_lets_it_go_with_a_reason():
    duty = opened()
    with pytest.raises(CannotAct, match="Say in a sentence"):
        withdraw_duty(duty.pk, reason="Oh", by=DOOR, at=AT)
    assert withdraw_duty(duty.pk, reason="It was asked twice by mistake", by=DOOR, at=AT).standing == "withdrawn"


HOUR = timedelta(hours=1)
LEAD = someone(Role.LEAD)
KEEPER = someone(Role.GOVERNANCE)
MACHINE = Actor("operator:run", "", roles=frozenset({"operator"}))
WHY = "The family is away for two weeks"


def letters():
    return [(one.template, one.address) for one in Letter.objects.order_by("pk")]


def history(duty):
    return [one.kind for one in Happening.objects.filter(duty=duty).order_by("pk")]


def seen_to(at):
    return see_to_clocks(by=MACHINE, at=at)


def test_a_late_answer_climbs_its_ladder_and_each_rung_tells_whom_it_is_to_tell():
    duty = opened()
    assert seen_to(AT + 2 * HOUR) == 0
    for hours, template, told in [
        (3, "question-reminder", {"ashmere.protection@police.example.org"}),
        (4, "question-late", {"ashmere.protection@police.example.org"}),
        (5, "question-late", {"protection.inspector@police.example.org"}),
    ]:
        before = len(letters())
        assert seen_to(AT + hours * HOUR) == 1
        assert {one for one in letters()[before:] if one[0] == template} == {(template, address) for address in told}
    assert ("asker-late", "frontdoor@ashmere.example.org") in letters()
    seen_to(AT + 8 * HOUR)
    assert letters()[-1] == ("question-late", "owen.haskell@example.org")
    assert history(duty) == ["opened", "warned", "due", "manager", "partnership"]
    assert Entry.objects.filter(event="duties.DutyLate").count() == 3
    duty.refresh_from_db()
    assert duty.next_at is None


def test_seeing_to_clocks_again_tells_nobody_twice():
    opened()
    seen_to(AT + 4 * HOUR)
    told = letters()
    assert seen_to(AT + 4 * HOUR) == 0
    assert letters() == told


def test_a_warning_after_the_fact_tells_nobody_and_stands_in_the_history():
    duty = opened()
    seen_to(AT + 4 * HOUR)
    assert history(duty) == ["opened", "warned", "due"]
    assert "question-reminder" not in [template for template, _ in letters()]


def test_what_is_answered_climbs_no_more():
    duty = opened()
    answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=AT + HOUR)
    assert seen_to(AT + 40 * HOUR) == 0


def test_other_duties_have_letters_of_their_own_and_no_letter_says_the_words():
    opened("assessment", owed=Owed(agency="social-care", owed_to="schools", words="Complete it", owner="amir.tolland"))
    seen_to(AT + timedelta(days=70))
    assert ("duty-late", "amir.tolland@example.org") in letters()
    assert ("duty-late", "schools@ashmere.example.org") in letters()
    assert not [one for one in Letter.objects.all() if "Complete" in str(one.facts)]


def test_a_duty_about_someone_hidden_is_told_to_keepers_of_shields_alone():
    person = Person.objects.create(code="P-7K3M-92QX", since=AT)
    Shield.objects.create(person=person, kind="refuge", reason="x", set_by="x", set_at=AT)
    opened(owed=replace(ASKED, about=person.pk))
    seen_to(AT + 5 * HOUR)
    assert {address for _, address in letters()} == {"owen.haskell@example.org"}


def test_a_duty_is_given_longer_and_warns_anew():
    duty = opened()
    seen_to(AT + 4 * HOUR)
    until = AT + timedelta(days=2)
    held = extend_duty(duty.pk, until=until, reason="The record is on paper", by=POLICE, at=AT + 5 * HOUR)
    assert held.due_at == until
    seen_to(until)
    assert history(duty)[3:] == ["extended", "warned", "due"]
    with pytest.raises(CannotAct, match="Longer is later"):
        extend_duty(duty.pk, until=AT, reason="The record is on paper", by=DOOR, at=AT)
    with pytest.raises(MayNotAct):
        extend_duty(duty.pk, until=until + HOUR, reason=WHY, by=someone(agency="schools"), at=AT)


def test_a_clock_that_stood_is_due_later_by_as_long_and_climbs_nothing_meanwhile():
    duty = opened()
    pause_duty(duty.pk, reason=WHY, by=POLICE, at=AT + HOUR)
    assert seen_to(AT + 30 * HOUR) == 0
    with pytest.raises(CannotAct, match="stands still already"):
        pause_duty(duty.pk, reason=WHY, by=POLICE, at=AT + HOUR)
    with pytest.raises(CannotAct, match="Let it go on"):
        extend_duty(duty.pk, until=AT + 40 * HOUR, reason=WHY, by=POLICE, at=AT + HOUR)
    held = resume_duty(duty.pk, reason="They are back from abroad", by=POLICE, at=AT + 3 * HOUR)
    assert held.due_at == AT + 6 * HOUR
    assert history(duty) == ["opened", "paused", "resumed"]
    with pytest.raises(CannotAct, match="does not stand"):
        resume_duty(duty.pk, reason=WHY, by=POLICE, at=AT + 4 * HOUR)


def test_a_paused_duty_can_be_answered():
    duty = opened()
    pause_duty(duty.pk, reason=WHY, by=POLICE, at=AT)
    assert answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=AT + HOUR).paused_at is None


def test_a_duty_is_handed_over_within_the_agency_and_the_one_who_has_it_now_is_told():
    duty = opened()
    hand_over(duty.pk, to="jo.farrant", reason="She knows the family well", by=POLICE, at=AT)
    assert letters() == [("duty-handed-over", "jo.farrant@example.org")]
    with pytest.raises(CannotAct, match="owe it already"):
        hand_over(duty.pk, to="jo.farrant", reason=WHY, by=POLICE, at=AT)
    with pytest.raises(CannotAct, match="Nobody of that name"):
        hand_over(duty.pk, to="amir.tolland", reason=WHY, by=POLICE, at=AT)


def test_nothing_is_handed_to_somebody_whose_work_it_is_not():
    duty = opened(owed=Owed(agency="social-care", owed_to="schools", words="Tell us"))
    with pytest.raises(CannotAct, match="whose work it is"):
        hand_over(duty.pk, to="priya.lansdown", reason=WHY, by=DOOR, at=AT)


def test_when_someone_leaves_all_that_they_owe_falls_to_the_desk():
    duty = opened(owed=replace(ASKED, owner="jo.farrant"))
    assert hand_over_all("jo.farrant", by=MACHINE, at=AT) == 1
    duty.refresh_from_db()
    assert duty.owner == ""
    assert history(duty)[-1] == "handed_over"
    assert hand_over_all("", by=MACHINE, at=AT) == 0


def test_while_someone_is_away_their_deputy_sees_is_told_and_can_answer():
    beth = Actor("beth.marlowick", "schools", roles=frozenset({"professional"}))
    owed = Owed(agency="social-care", owed_to="schools", words="Tell us", owner="amir.tolland")
    duty, amir = opened(owed=owed), Actor("amir.tolland", "social-care", roles=frozenset({"lead"}))
    days = {"begins_on": AT.date(), "ends_on": AT.date() + timedelta(days=3)}
    with pytest.raises(CannotNoteAbsence, match="same agency"):
        note_absence("amir.tolland", **days, deputy="beth.marlowick", by=amir, at=AT)
    with pytest.raises(MayNotAct):
        note_absence("amir.tolland", **days, deputy="grace.okenby", by=beth, at=AT)
    made = note_absence("amir.tolland", **days, deputy="grace.okenby", by=amir, at=AT)
    with pytest.raises(CannotNoteAbsence, match="noted already"):
        note_absence("amir.tolland", **days, deputy="rosa.wendle", by=amir, at=AT)
    seen_to(AT + timedelta(hours=3.5))
    assert ("duty-warning", "grace.okenby@example.org") in letters()
    grace = Actor("grace.okenby", "social-care", roles=frozenset({"lead"}))
    assert [one.duty.pk for one in look_at_duties(Asked(), by=grace, at=AT).lines] == [duty.pk]
    end_absence(made.pk, by=amir, at=AT)
    assert not look_at_duties(Asked(), by=grace, at=AT).lines
    with pytest.raises(CannotNoteAbsence, match="taken back already"):
        end_absence(made.pk, by=amir, at=AT)


def changed(count=2, *, number=1, holds_from=date(2026, 9, 1)):
    now = rule_in_force("answer-red", on=AT.date())
    clock = Clock(now.clock.kind, count, now.clock.hours)
    return replace(now, clock=clock, holds_from=holds_from, because="Decided in September", number=number)


def test_a_changed_rule_says_what_it_moves_and_moves_it_when_it_is_adopted():
    duty, before = opened(), opened(at=AT - timedelta(days=1))
    moves = look_at_moves(changed(), by=KEEPER, at=AT + 3 * HOUR)
    assert [one.duty.pk for one in moves.moved] == [duty.pk]
    assert (moves.governed, moves.total("become_late")) == (1, 1)
    duty.refresh_from_db()
    assert duty.due_at == AT + 4 * HOUR
    version = change_rule(changed(), reason="Four hours were too long", by=KEEPER, at=AT)
    for one in (duty, before):
        one.refresh_from_db()
    assert (version.number, duty.version_id, duty.due_at) == (2, version.pk, AT + 2 * HOUR)
    assert before.version.number == 1
    assert history(duty) == ["opened", "moved"]
    seen_to(AT + 2 * HOUR)
    assert history(duty) == ["opened", "moved", "warned", "due"]
    assert opened().version_id == version.pk


def test_a_rule_is_changed_from_the_version_one_saw_by_keepers_and_with_a_reason():
    opened()
    with pytest.raises(MayNotChange):
        change_rule(changed(), reason="Four hours were too long", by=DOOR, at=AT)
    with pytest.raises(CannotChangeRule, match="Say in a sentence"):
        change_rule(changed(), reason="Oh", by=KEEPER, at=AT)
    change_rule(changed(), reason="Four hours were too long", by=KEEPER, at=AT)
    with pytest.raises(CannotChangeRule, match="meanwhile"):
        change_rule(changed(3), reason="Four hours were too long", by=KEEPER, at=AT)
    with pytest.raises(CannotChangeRule, match="Count from 1"):
        look_at_moves(changed(9_000), by=KEEPER, at=AT)


def test_a_rule_nobody_used_yet_keeps_its_first_version_when_it_is_changed():
    assert change_rule(changed(number=0), reason="Four hours were too long", by=KEEPER, at=AT).number == 2
    assert [one.number for one in look_at_rule("answer-red", by=KEEPER, at=AT).versions] == [1, 2]


def test_what_a_paused_or_extended_duty_says_holds_when_its_rule_changes():
    paused, longer = opened(), opened()
    pause_duty(paused.pk, reason=WHY, by=POLICE, at=AT)
    until = AT + timedelta(days=9)
    extend_duty(longer.pk, until=until, reason=WHY, by=POLICE, at=AT)
    change_rule(changed(), reason="Four hours were too long", by=KEEPER, at=AT)
    for one in (paused, longer):
        one.refresh_from_db()
    assert paused.next_at is None
    assert longer.due_at == until


def test_everybody_is_told_the_day_once_in_numbers():
    opened()
    opened(owed=replace(ASKED, owner="jo.farrant"))
    morning = AT + timedelta(days=1)
    assert tell_the_day(by=MACHINE, at=morning.replace(hour=4)) == 0  # before seven in England
    assert tell_the_day(by=MACHINE, at=datetime(2026, 9, 5, 9, tzinfo=UTC)) == 0  # a Saturday
    assert tell_the_day(by=MACHINE, at=morning) == 3
    assert tell_the_day(by=MACHINE, at=morning + HOUR) == 0
    told = {one.address: one.facts for one in Letter.objects.filter(template="digest")}
    one_late = {"late": "1", "today": "0", "soon": "0", "awaited": "0"}
    assert told["jo.farrant@example.org"] == told["ashmere.protection@police.example.org"] == one_late
    assert told["frontdoor@ashmere.example.org"] == {"late": "0", "today": "0", "soon": "0", "awaited": "2"}


def test_the_day_of_someone_hidden_is_told_to_keepers_alone():
    person = Person.objects.create(code="P-7K3M-92QX", since=AT)
    Shield.objects.create(person=person, kind="refuge", reason="x", set_by="x", set_at=AT)
    opened(owed=replace(ASKED, about=person.pk))
    assert tell_the_day(by=MACHINE, at=AT + timedelta(days=1)) == 0


def test_a_calendar_has_one_secret_address_that_can_be_made_anew_and_ended():
    first = secret_of(make_calendar(with_desk=False, by=POLICE, at=AT))
    second = secret_of(make_calendar(with_desk=True, by=POLICE, at=AT))
    assert first != second
    assert CalendarFeed.objects.filter(ended_at__isnull=True).count() == 1
    assert first not in str(list(CalendarFeed.objects.values()))
    assert end_calendar(by=POLICE, at=AT)
    assert not end_calendar(by=POLICE, at=AT)


def test_of_a_duty_that_is_not_ones_to_know_nothing_is_shown():
    duty = opened()
    assert look_at_duty(duty.pk, by=DOOR, at=AT).duty == duty
    assert look_at_duty(duty.pk, by=someone(agency="schools"), at=AT) is None
    with pytest.raises(MayNotDo):
        look_at_duty(duty.pk, by=someone(Role.ANALYST), at=AT)

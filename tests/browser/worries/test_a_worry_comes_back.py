"""Each way in which a worry comes back to the door, and from each it is decided anew and somebody named accepts it."""

from datetime import timedelta

import pytest

from tests.browser.worries.walking import (
    ADDRESS,
    HELPER,
    KEEPER,
    MANAGER,
    SERVICE,
    STORY,
    TEACHER,
    WORKER,
    accepted_by,
    decided_by_the_door,
    is_decided_anew_and_accepted,
    is_read_as_accepted,
    stands_back_at_the_door,
    told_by_the_teacher,
    work_about,
)
from wraparound.access.models import Account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]
FULL = "Nobody has room before May."


def offered(town, **said):
    """Give the reference of a contact that is told and decided, and the address of the work that is asked for."""
    ref = told_by_the_teacher(town)
    decided_by_the_door(town, ref, **said).reads("Waits for somebody to accept")
    return ref, work_about(town, ref)


def test_a_team_refuses_and_says_why(town):
    ref, address = offered(town)
    helper = (
        town[HELPER].opens(address).unfolds("Refuse it, and say why").presses("Refuse it").reads("There is a problem")
    )
    helper.writes("Why can nobody take it on?", FULL).presses("Refuse it").reads("It is refused.")
    stands_back_at_the_door(town, ref, why=FULL)
    is_decided_anew_and_accepted(town, ref)


def test_a_service_refuses_by_the_link_in_its_letter(town):
    ref, _ = offered(town, service=SERVICE)
    service = town.is_asked_by_letter(to=ADDRESS).unfolds("Refuse it, and say why")
    service.writes("Why can nobody take it on?", FULL).writes("Your name", "Sam Oakes")
    service.presses("Refuse it").reads("It is refused.")
    stands_back_at_the_door(town, ref, why=FULL)
    is_decided_anew_and_accepted(town, ref)


def test_the_family_does_not_take_up_what_somebody_accepted(town):
    ref, address = offered(town)
    accepted_by(town, HELPER, address=address)
    is_read_as_accepted(town, ref, who="Amir Tolland")
    helper = town[HELPER].opens(address).unfolds("The family did not take it up")
    helper.writes("Why?", "Nobody opened on three days.").presses("They did not take it up")
    stands_back_at_the_door(town, ref, why="Nobody opened on three days.")
    is_decided_anew_and_accepted(town, ref)


def test_the_second_pair_of_eyes_sees_it_otherwise(town):
    ref = told_by_the_teacher(town)
    decided_by_the_door(town, ref, level="specialist").reads("It waits for a second pair of eyes.")
    town[TEACHER].opens(f"/told/{ref}").reads("somebody is deciding what the child needs")
    second = town[MANAGER].opens("/door").follows("Hattie Alder").follows("I see it otherwise")
    second.writes("How do you see it?", "Family help first.").presses("Send it back")
    stands_back_at_the_door(town, ref, why="Family help first.")
    decided_by_the_door(town, ref, level="specialist").reads("It waits for a second pair of eyes.")
    town[MANAGER].opens(f"/contacts/{ref}").presses("I see it the same way").reads("Waits for somebody to accept")
    accepted_by(town, HELPER, address=work_about(town, ref))
    is_read_as_accepted(town, ref, who="Amir Tolland")


def test_nobody_accepts_in_time_and_the_door_asks_another_team(town):
    ref, address = offered(town)
    town.post_comes(after=timedelta(days=8))
    town.has_letter("Late since", to="example.org")
    worker = town[WORKER].opens(f"/contacts/{ref}").follows("Decide anew")
    worker.writes("Why is it decided anew?", "No answer for a week.").presses("Bring it back to the door")
    stands_back_at_the_door(town, ref, why="No answer for a week.")
    worker.opens(address).unfolds("Take it back").writes("Why?", "Another team is asked").presses("Take it back")
    town[HELPER].opens(address).reads("taken back by those who asked", "Another team is asked")
    is_decided_anew_and_accepted(town, ref)


def test_the_door_takes_back_all_that_it_asked(town):
    ref, address = offered(town)
    worker = town[WORKER].opens(address).unfolds("Take it back").presses("Take it back").reads("There is a problem")
    worker.writes("Why?", "It was the wrong team.").presses("Take it back").reads("It is taken back.")
    stands_back_at_the_door(town, ref, why="It was the wrong team.")
    is_decided_anew_and_accepted(town, ref)


def test_the_account_of_whoever_accepted_is_closed(town):
    account = Account.objects.get(username=HELPER).pk
    ref, address = offered(town)
    accepted_by(town, HELPER, address=address)
    is_read_as_accepted(town, ref, who="Amir Tolland")
    town[KEEPER].opens(f"/accounts/{account}").presses("Close the account")
    town[WORKER].opens(f"/contacts/{ref}").reads(
        "Waits for somebody to accept", "The account of Amir Tolland was closed"
    )
    teacher = town[TEACHER].opens(f"/told/{ref}").reads("We are finding who takes it on.", "not accepted yet")
    assert "Amir Tolland" not in teacher.tab.content()
    accepted_by(town, MANAGER, address=address)
    is_read_as_accepted(town, ref, who="Grace Okenby")


def test_two_worries_are_joined_and_parted_again(town):
    first = told_by_the_teacher(town)
    other = told_by_the_teacher(town, story="She is alone at home until late, says a neighbour.", again=True)
    worker = town[WORKER].opens(f"/contacts/{other}").reads("This may be about the same as", "the same child")
    worker.presses(f"Join this to {first}")
    worker.reads("This is read with")
    town[TEACHER].opens(f"/told/{other}").reads("It is being dealt with.")
    worker.opens(f"/contacts/{other}").presses("part them").reads("Back at the door")
    stands_back_at_the_door(town, other, why=first)
    is_decided_anew_and_accepted(town, other)
    town[WORKER].opens(f"/contacts/{first}").reads("Waits for a decision", STORY)


def test_whoever_raised_it_disagrees_and_is_heard(town):
    ref, address = offered(town)
    accepted_by(town, HELPER, address=address)
    teacher = town[TEACHER].opens(f"/told/{ref}").unfolds("I disagree")
    teacher.writes("Why you disagree", "She must be seen today.").presses("I disagree")
    manager = town[MANAGER].opens("/disagreements").follows(ref).writes("What you answer", "You are right.")
    manager.tab.get_by_label("Yes").check()
    manager.presses("Answer")
    town[WORKER].opens(f"/contacts/{ref}").reads("Back at the door")
    teacher.opens(f"/told/{ref}").reads("it is decided anew", "Somebody is deciding anew what the child needs.")
    is_decided_anew_and_accepted(town, ref)

"""From a teacher's worry to somebody who took it on, through pages and letters alone, in browsers wide and narrow."""

import pytest
from playwright.sync_api import expect

from tests.browser.worries.conftest import REF
from tests.browser.worries.walking import (
    ADDRESS,
    HELPER,
    SERVICE,
    STORY,
    TEACHER,
    WORKER,
    accepted_by,
    decided_by_the_door,
    is_read_as_accepted,
    told_by_the_teacher,
    work_about,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]


def test_a_worry_comes_to_the_board_by_itself_is_decided_accepted_by_a_team_and_begun(town):
    worker = town.apart(WORKER)
    board = worker.tab
    board.clock.install()
    worker.opens("/door").reads("Nothing.")
    board.clock.fast_forward(30_000)  # the board reads itself anew at most every twenty seconds
    ref = told_by_the_teacher(town)
    expect(board.get_by_role("link", name="Hattie Alder")).to_be_visible()
    worker.follows("Hattie Alder").reads("Waits for a decision", STORY)
    decided_by_the_door(town, ref).reads("Waits for somebody to accept")
    town[TEACHER].opens(f"/told/{ref}").reads("We are finding who takes it on.", "not accepted yet")
    helper = town[HELPER].opens("/teams").follows("Family Help North").reads("Visit this week")
    helper.presses("Take it on myself").reads("You have taken it on.", "Amir Tolland")
    is_read_as_accepted(town, ref, who="Amir Tolland")
    helper.opens("/my-work").follows("W-").presses("The family has begun").reads("begun with the family")
    town[TEACHER].opens("/told").follows(ref).reads("Help has begun.")
    town[WORKER].opens(f"/contacts/{ref}").reads("Help has begun")


def test_the_door_says_who_the_child_is_and_a_service_accepts_by_the_link_in_its_letter(town):
    teacher = town[TEACHER].opens("/tell").writes("What worries you?", STORY).writes("Which child?", "Hatty Alder")
    teacher.presses("Send", to="**/told/C-*")
    ref = REF.search(teacher.tab.url)[0]
    worker = town[WORKER].opens(f"/contacts/{ref}").reads("Not found yet").follows("Who is this?")
    worker.presses("This is them").reads("In the index")
    decided_by_the_door(town, ref, service=SERVICE).reads("Waits for somebody to accept")
    service = town.is_asked_by_letter(to=ADDRESS).reads("Visit this week")
    service.presses("We take it on").reads("There is a problem")
    service.writes("Name of whoever takes it on", "Sam Oakes").presses("We take it on").reads("You have taken it on.")
    town[WORKER].opens(f"/contacts/{ref}").reads("Sam Oakes")
    is_read_as_accepted(town, ref)


def test_all_of_it_goes_without_a_script(towns):
    town = towns(360, script=False)
    teacher = town[TEACHER].opens("/tell").writes("What worries you?", STORY).writes("Which child?", "Hattie Alder")
    teacher.presses("Find")
    teacher.tab.get_by_label("Hattie Alder, born").check()
    teacher.presses("Send")
    ref = REF.search(teacher.tab.url)[0]
    town[WORKER].opens("/door").follows("Hattie Alder").reads("Waits for a decision")
    decided_by_the_door(town, ref).reads("Waits for somebody to accept")
    accepted_by(town, HELPER, address=work_about(town, ref))
    is_read_as_accepted(town, ref, who="Amir Tolland")

"""What is done again and again on the way of a worry, through pages alone."""

import re

from playwright.sync_api import expect

from tests.browser.worries.conftest import PEOPLE, REF

NORTH, SOUTH = "family-help-north", "family-help-south"
TEACHER, WORKER, HELPER, MANAGER, KEEPER = PEOPLE
SERVICE, ADDRESS = "Speech and language drop-in", "community-health-children@example.org"
STORY = "Came to school with a burn on her arm and would not say how. Hungry, in yesterday’s clothes."
WHY = "Two schools and the health visitor see the same; the mother asks for help."
TOLD = "Somebody is asked to visit this week. They will call you."


def told_by_the_teacher(town, *, story=STORY, again=False):
    """Have the teacher tell, with the child chosen as her name is typed; gives the contact's reference.

    Who tells again of a child is asked whether it is about the same; here it is something new.
    """
    teacher = town[TEACHER].opens("/tell").writes("What worries you?", story)
    teacher.tab.get_by_label("Which child?").press_sequentially("Hattie A")
    teacher.tab.get_by_role("option", name="Hattie Alder").click()
    if again:
        teacher.presses("Send", to="**/tell").reads("You told us of this child before")
    teacher.presses("It is something new: send it" if again else "Send", to="**/told/C-*")
    return REF.search(teacher.tab.url)[0]


def decided_by_the_door(town, ref, *, level="targeted", team=NORTH, service="", told=TOLD):
    """Have the door decide that a team or a local service is asked; gives the worker, before the contact."""
    worker = town[WORKER].opens(f"/contacts/{ref}/decide")
    worker.tab.locator(f"input[name=level][value={level}]").check()
    worker.tab.locator("input[name=family_told][value=yes]").check()
    worker.tab.locator("input[name=consent][value=agreed]").check()
    worker.tab.get_by_label("Why", exact=True).fill(WHY)
    worker.writes("What the family said", "She is glad of it.")
    worker.tab.locator("select[name=kind_1]").select_option("service" if service else "team")
    if service:
        options = worker.tab.locator("select[name=service_1] option", has_text=service)
        worker.tab.locator("select[name=service_1]").select_option(options.first.get_attribute("value"))
    else:
        worker.tab.locator("select[name=team_1]").select_option(team)
    worker.tab.locator("textarea[name=words_1]").fill("Visit this week")
    worker.writes("What whoever raised it is told", told)
    return worker.presses("Decide", to=re.compile(r"/contacts/C-[0-9A-Z-]+$"))


def work_about(town, ref):
    """Give the address of the newest work that is asked for about a contact, from the contact's page."""
    worker = town[WORKER].opens(f"/contacts/{ref}")
    return worker.tab.locator("main a[href^='/teams/work/']").last.get_attribute("href")


def accepted_by(town, username, *, address):
    """Have somebody who has a seat take it on."""
    return town[username].opens(address).presses("Take it on").reads("You have taken it on.")


def stands_back_at_the_door(town, ref, *, why):
    """See that a contact is back at the door with why, and that the teacher reads that, and not why."""
    town[WORKER].opens("/door?column=returned").reads("Hattie Alder")
    town[WORKER].opens(f"/contacts/{ref}").reads("Back at the door", why)
    teacher = town[TEACHER].opens(f"/told/{ref}").reads("Somebody is deciding anew what the child needs.")
    assert why not in teacher.tab.content()


def is_decided_anew_and_accepted(town, ref):
    """Have the door ask another team, whose manager takes it on; the teacher has a letter and reads who did."""
    decided_by_the_door(town, ref, team=SOUTH, told="Another team is asked now.").reads("Waits for somebody to accept")
    accepted_by(town, MANAGER, address=work_about(town, ref))
    is_read_as_accepted(town, ref, who="Grace Okenby")


def is_read_as_accepted(town, ref, *, who=""):
    """See that the teacher has a letter that somebody has accepted, and reads who of a team; the door reads so too."""
    town.has_letter("Somebody has accepted", to="beth.marlowick@example.org").reads(ref)
    town[TEACHER].opens(f"/told/{ref}").reads(
        "It is decided, and somebody has taken it on.", f"accepted, by {who}" if who else "A local service: accepted"
    )
    expect(town[WORKER].opens(f"/contacts/{ref}").tab.locator("main .govuk-tag").first).to_have_text("Accepted")

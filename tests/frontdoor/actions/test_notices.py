"""Files of notifications come in once, incident by incident; what cannot go in waits, and is mended or none."""

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import begun
from tests.frontdoor.notices import HOSPITAL, OFFICER, STORY, line, received, states, taken_in, written
from tests.frontdoor.telling import WORKER
from tests.sample_area import adopt_ashmere
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.frontdoor.actions.incidents import take_in_next
from wraparound.frontdoor.actions.notices import CannotMendNotice, look_at_line, mend_notice, say_none
from wraparound.frontdoor.models import Contact, ContactChild, ContactStep, NoticeFile, NoticeLine
from wraparound.frontdoor.policies import MayNotGiveNotices
from wraparound.frontdoor.queries.notices import CannotUseNotices
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.journeys.commands.errands import NODE
from wraparound.journeys.errands import take_notifications
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def waiting():
    return NoticeLine.objects.get(state="waits")


def test_rows_of_one_incident_are_one_contact_about_several_children(tmp_path):
    file = taken_in(written(tmp_path, line(), line("INC-2", "Edie Birch"), line(name="Sam Alder", born="1.5.2018")))
    assert states(file) == ["in", "in", "in"]
    first, second = Contact.objects.order_by("pk")
    assert (first.channel, first.agency.code, first.other) == ("file", "police", "INC-1")
    assert (first.teller_name, first.teller_role, str(first.happened_on)) == ("PC Jo Farrant", "4711", "2026-08-31")
    assert first.story.startswith("Police notification INC-1: 31 August 2026, 22:14.")
    assert first.story.count(STORY) == 1
    assert "Risk, in the officer’s words: Medium" in first.story
    children = ContactChild.objects.filter(contact=first).order_by("place")
    assert [(one.name, one.born, one.sex) for one in children] == [
        ("Hattie Alder", "2015-02-03", "Female"), ("Sam Alder", "2018-05-01", "Female")]  # fmt: skip
    assert children[0].school == "Copper Row Primary"
    assert second.other == "INC-2"


def test_a_hospital_file_is_known_by_its_headings(tmp_path):
    row = "A-77,31/08/2026 23:50,999 000 0018,Hattie,Alder,03/02/2015,4 Copper Row,Dr Wren,Fall,Dr Ash"
    file = taken_in(written(tmp_path, row, head=HOSPITAL), agency="general-hospital", by=WORKER)
    assert file.kind == "hospital"
    contact, child = Contact.objects.get(), ContactChild.objects.get()
    assert (child.nhs_number, contact.teller_name) == ("9990000018", "Dr Ash")
    assert contact.story.splitlines()[0] == "Emergency department notification A-77: 31 August 2026, 23:50."
    assert "Hattie Alder, GP: Dr Wren" in contact.story


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = written(tmp_path, line(), line("INC-2"))
    first, again = taken_in(path), taken_in(path, at=AT.replace(hour=10))
    assert first == again
    assert (Contact.objects.count(), NoticeLine.objects.count(), NoticeFile.objects.count()) == (2, 2, 1)


def test_the_same_incident_in_another_file_is_told_before_and_what_is_new_is_added(tmp_path):
    taken_in(written(tmp_path, line()))
    same = taken_in(written(tmp_path, line(), line("INC-9"), name="b.csv"))
    assert states(same) == ["before", "in"]
    assert not ContactStep.objects.filter(did="added").exists()
    more = taken_in(written(tmp_path, line(story="She has a bruise as well"), line(name="Sam Alder"), name="c.csv"))
    assert states(more) == ["in", "in"]
    contact = Contact.objects.get(other="INC-1")
    assert ContactStep.objects.get(did="added").words == "It is also about Sam Alder.\n\nShe has a bruise as well"
    assert [one.name for one in ContactChild.objects.filter(contact=contact)] == ["Hattie Alder", "Sam Alder"]
    assert states(taken_in(written(tmp_path, line(name="Sam Alder"), name="d.csv"))) == ["before"]


def test_the_same_reference_of_another_agency_is_another_incident(tmp_path):
    taken_in(written(tmp_path, line()))
    taken_in(written(tmp_path, line()), agency="schools", by=someone(Role.ANALYST, agency="schools"))
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        (line(born="31/02/2015"), "DOB", "no calendar has this day"),
        (line(born="01/01/2030"), "DOB", "this day has not come"),
        (line(day="soon"), "Incident Date", "it cannot be read as a date"),
        (line(ref=""), "Incident Reference", "it is empty"),
        (line(name=""), "Child Name", "nobody is named"),
        (line(story=""), "Circumstances", "nothing is said"),
    ],
)
def test_a_bad_row_waits_and_good_ones_go_in(tmp_path, bad, column, reason):
    file = taken_in(written(tmp_path, bad, line("INC-2")))
    assert states(file) == ["waits", "in"]
    held = waiting()
    assert (held.row, held.column, held.reason) == (2, column, reason)
    assert held.right
    assert Contact.objects.get().other == "INC-2"


def test_a_mended_row_goes_in_and_the_ledger_says_who(tmp_path):
    taken_in(written(tmp_path, line(born="31/02/2015"), line(name="Sam Alder")))
    mended = mend_notice(waiting().pk, values={"DOB": "28/02/2015"}, by=OFFICER, at=AT)
    assert (mended.state, mended.mended, mended.settled_by) == ("in", True, OFFICER.username)
    assert [one.born for one in ContactChild.objects.order_by("place")] == ["2015-02-03", "2015-02-28"]
    assert Contact.objects.count() == 1
    told = Entry.objects.filter(username=OFFICER.username).values_list("event", flat=True)
    assert {"frontdoor.NoticesReceived", "frontdoor.NoticeMended", "frontdoor.ContactReceived"} <= set(told)


def test_what_is_still_wrong_is_said_and_the_row_waits_as_it_was(tmp_path):
    taken_in(written(tmp_path, line(born="31/02/2015")))
    with pytest.raises(CannotMendNotice, match="no calendar has this day") as refused:
        mend_notice(waiting().pk, values={"DOB": "30/02/2015"}, by=OFFICER, at=AT)
    assert refused.value.column == "DOB"
    assert waiting().values["DOB"] == "31/02/2015"
    assert not Contact.objects.exists()


def test_a_row_that_is_none_stays_with_why_and_is_not_mended_after(tmp_path):
    taken_in(written(tmp_path, line(story="")))
    row = waiting()
    with pytest.raises(CannotMendNotice, match="Say in a sentence"):
        say_none(row.pk, why="x", by=OFFICER, at=AT)
    assert say_none(row.pk, why="It is a test row of our system", by=OFFICER, at=AT).state == "not_one"
    with pytest.raises(CannotMendNotice, match="dealt with"):
        mend_notice(row.pk, values={"Circumstances": STORY}, by=OFFICER, at=AT)
    with pytest.raises(CannotMendNotice, match="no such row"):
        say_none(0, why="It is a test row of our system", by=OFFICER, at=AT)


def test_an_incident_with_too_many_children_waits_whole(tmp_path):
    file = taken_in(written(tmp_path, *[line(name=f"Child {number}") for number in range(21)]))
    assert set(states(file)) == {"waits"}
    assert "At most 20 children" in NoticeLine.objects.first().reason


def test_another_agency_neither_gives_nor_sees_nor_mends_and_the_door_does(tmp_path):
    path = written(tmp_path, line(story=""))
    teacher, constable = someone(Role.ANALYST, agency="schools"), someone(Role.PROFESSIONAL, agency="police")
    with pytest.raises(MayNotGiveNotices):
        received(path, by=teacher)
    with pytest.raises(MayNotDo):
        received(path, by=constable)
    file = received(path)
    row = waiting()
    assert look_at_line(row.pk, by=teacher, at=AT) is None
    assert look_at_line(row.pk, by=constable, at=AT) is None
    assert look_at_line(row.pk, by=OFFICER, at=AT) == row
    assert take_in_next(file.pk, by=teacher, at=AT) == 0
    with pytest.raises(CannotMendNotice, match="no such row"):
        mend_notice(row.pk, values={}, by=teacher, at=AT)
    assert mend_notice(row.pk, values={"Circumstances": STORY}, by=WORKER, at=AT).state == "in"


def test_a_file_that_nobody_finished_is_taken_in_as_time_sets(tmp_path):
    assert take_notifications(by=NODE, at=AT) == 0
    file = received(written(tmp_path, line(), line(name="Sam Alder"), line("INC-2")))
    assert [take_notifications(by=NODE, at=AT) for _ in range(3)] == [2, 1, 0]
    assert states(file) == ["in", "in", "in"]


def test_an_agency_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CannotUseNotices, match="no agency"):
        received(written(tmp_path, line()), agency="nobody", by=WORKER)


def test_what_is_added_is_taken_though_the_child_is_hidden_since(tmp_path):
    codes = begun()
    taken_in(written(tmp_path, line()))
    person = Person.objects.get(code=codes["Hattie"])
    ContactChild.objects.update(person=person)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)
    more = taken_in(written(tmp_path, line(story="She was seen again"), name="b.csv"))
    assert states(more) == ["in"]
    assert ContactStep.objects.get(did="added").words == "She was seen again"

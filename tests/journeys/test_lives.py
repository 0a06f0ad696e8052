"""A life from before birth until 25, as agencies' files and people at work tell it, with every event heard."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.acting import someone
from tests.identity.records import CLERK, filed, linked, row
from tests.identity.test_searching import crowd
from tests.sample_area import adopt_ashmere
from wraparound.access.words import Role
from wraparound.feeds.commands.end_what_is_due import end_what_is_due
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity import events
from wraparound.identity.actions import lift_hold, note_births, set_hold, tell_life_event
from wraparound.identity.actions.apart import keep_apart, let_meet
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.actions.searching import search_children
from wraparound.identity.api.told import child_told
from wraparound.identity.models import Person, Record
from wraparound.identity.queries.answers import told_of
from wraparound.identity.queries.fhir import child_of
from wraparound.identity.rules.fhir import Place, fits, patient, patient_asked
from wraparound.identity.words import HoldKind, LifeKind, NumberState, Row
from wraparound.ledger.actions import listen
from wraparound.ledger.actions.writing import _listeners

KEEPER = someone(Role.GOVERNANCE)
CARES, HEALTH = "social-care-cases", "child-health-register"
WHY = "The court asked that nothing be taken from view"
HEARD = (
    events.BirthExpected, events.ChildBorn, events.ChildMovedOut, events.ChildMovedIn, events.PersonDied,
    events.InvolvementsEnded, events.HoldSet, events.HoldLifted, events.NumbersReplaced,
    events.KeptApart, events.NoLongerApart,
)  # fmt: skip


@pytest.fixture
def heard(db, monkeypatch):
    """Listen for all that happens in a life, as another capability would."""
    adopt_ashmere()
    monkeypatch.setattr("wraparound.ledger.actions.writing._listeners", dict(_listeners))
    found = []
    for event in HEARD:
        listen(event, listener=lambda event, **_: found.append(type(event).__name__))
    return found


def on(day):
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=9)


def ada(*, load, at, feed=CARES, service="", **said):
    told = row("a", "Ada", "Okonjo", **said)
    if "expected_birth_date" in said:
        del told.said["birth_date"]
    part = {"service": service, "professional": "Ida Merrow"} if service else {}
    filed(Row("a", told.said, part), feed=feed, load=load, at=at)
    linked(at=at)
    note_births(by=CLERK, at=at)


def seen(at):
    page = look_at_person(Record.objects.first().person.code, by=someone(), at=at)
    return sorted(one.agency for one in page.parts), sorted(one.agency for one in page.parts_before)


def test_someone_is_expected_born_moves_away_and_back_is_held_and_comes_of_age(heard):
    ada(load=1, at=on("2005-12-01"), expected_birth_date="2006-01-20")
    ada(load=2, at=on("2006-02-01"), born="2006-01-22", service="Family Help")
    ada(load=1, at=on("2006-02-02"), feed=HEALTH, born="2006-01-22")
    assert heard == ["BirthExpected", "ChildBorn"]
    code = Record.objects.first().person.code
    where = {"place": "Tarrowdale", "ask": "Front door, 04155 010010", "by": someone()}
    tell_life_event(code, kind=LifeKind.MOVED_OUT, on=date(2015, 8, 3), **where, at=on("2015-08-04"))
    tell_life_event(code, kind=LifeKind.MOVED_IN, on=date(2016, 8, 3), **where, at=on("2016-08-04"))
    hold = set_hold(code, kind=HoldKind.COURT, reason=WHY, by=KEEPER, at=on("2023-12-01"))
    both = [f"{CARES}-agency".title(), f"{HEALTH}-agency".title()]
    assert end_what_is_due(by=CLERK, at=on("2024-01-22")) == 0
    assert len(seen(on("2024-01-22"))[0]) == len(both)
    lift_hold(hold.pk, why=WHY, by=KEEPER, at=on("2024-02-01"))
    assert end_what_is_due(by=CLERK, at=on("2024-02-01"), goes_on=lambda: False) == 0  # stopped before it began
    assert end_what_is_due(by=CLERK, at=on("2024-02-01")) == len(both)
    assert end_what_is_due(by=CLERK, at=on("2024-02-02")) == 0
    assert [len(agencies) for agencies in seen(on("2024-02-02"))] == [0, len(both)]
    assert heard[2:] == ["ChildMovedOut", "ChildMovedIn", "HoldSet", "HoldLifted", "InvolvementsEnded"]


def test_a_care_leaver_goes_on_until_25_and_a_death_ends_nobodys_part(heard):
    ada(load=1, at=on("2010-01-01"), born="2001-03-04", service="Children in care and care leavers")
    ada(load=1, at=on("2010-01-01"), feed=HEALTH, born="2001-03-04")
    ada(load=2, at=on("2019-03-04"), born="2001-03-04", service="Family Help")  # it counts that she was once in care
    assert end_what_is_due(by=CLERK, at=on("2026-03-03")) == 0
    assert len(seen(on("2026-03-03"))[0]) == 2
    assert end_what_is_due(by=CLERK, at=on("2026-03-04")) == 2
    code = Record.objects.first().person.code
    tell_life_event(code, kind=LifeKind.DIED, on=date(2026, 4, 1), by=someone(), at=on("2026-04-02"))
    assert look_at_person(code, by=someone(), at=on("2026-04-02")).first.kind == LifeKind.DIED
    assert heard == ["InvolvementsEnded", "PersonDied"]


OLD, NEW, HERE = (
    "9990000018",
    "9997345126",
    Place("https://ashmere.example.org/fhir/R4", "https://ashmere.example.org/fhir"),
)
SYSTEM = "https://fhir.nhs.uk/Id/nhs-number"


def test_a_number_that_another_replaces_finds_the_child_still_and_contradicts_nobody(heard):
    filed(*crowd(), feed="schools-roll", at=on("2026-01-05"))
    ada(load=1, at=on("2026-01-05"), nhs_number=OLD, born="2018-03-04")
    ada(load=1, at=on("2026-01-05"), feed=HEALTH, nhs_number=OLD, born="2018-03-04")
    ada(load=2, at=on("2026-05-01"), nhs_number=NEW, born="2018-03-04")
    assert heard == ["NumbersReplaced"]
    index_what_waits(by=CLERK, clock=lambda: on("2026-05-01"))
    person, at = Record.objects.get(feed=CARES).person, on("2026-05-02")
    assert Record.objects.get(feed=HEALTH).person == person
    for number, why in ((OLD, "former NHS number"), (NEW, "same NHS number"), ("999 000 0018", "former NHS number")):
        first = search_children(number, by=someone(), at=at).offered[0][1]
        assert (first.code, first.why.fits) == (person.code, (why,))
    page = look_at_person(person.code, by=someone(), at=at)
    assert [(one.number, one.state) for one in page.numbers] == [
        ("999 734 5126", NumberState.STANDS), ("999 000 0018", NumberState.FORMER),
    ]  # fmt: skip
    former = page.numbers[1]
    assert (former.since, former.until) == (date(2026, 1, 5), date(2026, 5, 1))
    assert [len(former.before), len(former.agencies)] == [1, 1], "one says so, another tells it still"
    assert "NHS number" not in {one.label for one in page.disagree}
    assert [one["state"] for one in child_told(page, not_known=[])["numbers"]] == ["stands", "former"]
    told = told_of(person, by=someone(), at=at)
    old = patient(child_of(told), at=HERE)["identifier"][2]
    assert old == {"use": "old", "system": SYSTEM, "value": OLD, "period": {"start": "2026-01-05", "end": "2026-05-01"}}
    for number in (OLD, NEW):
        asked = patient_asked({"identifier": f"{SYSTEM}|{number}"}, at=HERE)
        assert fits(asked, records=[one.record.said for one in told.told.sources], withheld=())


def test_an_adopted_childs_two_identities_never_meet_for_anyone_but_the_keepers(heard):
    filed(*crowd(), row("F", "Amara", "Quillfeather", born="2018-03-04"), feed="schools-roll", at=on("2026-01-05"))
    new = row("N", "Amara", "Okonjo", born="2018-03-04", previous_surname="Quillfeather")
    filed(new, feed=CARES, at=on("2026-01-05"))
    linked(at=on("2026-01-05"))
    index_what_waits(by=CLERK, clock=lambda: on("2026-01-05"))
    keeper = replace(KEEPER, signed_in_at=on("2026-01-06"))
    whose = {key: Record.objects.get(key=key) for key in ("F", "N")}
    said = {"reason": "Her social worker asked for it", "records": [whose["F"].pk], "by": keeper}
    kept = keep_apart(whose["F"].person.code, new=whose["N"].person.code, **said, at=on("2026-01-06"))
    filed(row("R", "Amara", "Quillfeather", born="2018-03-04", known_as="Okonjo"), feed=HEALTH, at=on("2026-01-07"))
    linked(at=on("2026-01-07"))
    index_what_waits(by=CLERK, clock=lambda: on("2026-01-07"))
    answers = []
    for name in ("Amara Quillfeather", "Quillfeather", "Zyvonne Xanthrop", "Xanthrop", "Okonjo"):
        found = search_children(name, by=someone(), at=on("2026-01-08"))
        answers.append([one.code for _, one in found.offered if "Quillfeather" in one.name or "Okonjo" in one.name])
        assert "Quillfeather" not in str(found.offered)
    assert answers == [[]] * 5
    birth_name, nobodys = (
        search_children(name, by=someone(), at=on("2026-01-08")) for name in ("Quillfeather", "Xanthrop")
    )
    assert (birth_name.offered, birth_name.more) == (nobodys.offered, nobodys.more) == ([], False)
    persons = {key: Record.objects.get(key=key).person_id for key in ("F", "N", "R")}
    assert persons["F"] != persons["N"]
    for code in Person.objects.filter(pk__in=persons.values()).values_list("code", flat=True):
        assert look_at_person(code, by=someone(), at=on("2026-01-08")) is None
    let_meet(kept.pk, why="She is of age and asks for it", by=keeper, at=on("2026-01-06"))
    assert heard[-2:] == ["KeptApart", "NoLongerApart"]

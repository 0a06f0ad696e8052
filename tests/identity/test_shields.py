"""Shields: who sets and lifts them, how they go with records, and that nobody but their keepers learns of anyone."""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row
from tests.identity.test_views import at_work, said
from wraparound.access.actions import break_glass
from wraparound.access.models import Account
from wraparound.access.policies import MayNotDo, MayNotUnlessSignedInLately
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.actions import decide_of, lift_shield, link_records, set_shield, undo_decision
from wraparound.identity.actions.apart import (
    AreOne,
    CannotKeepApart,
    keep_apart,
    let_meet,
    look_at_apart,
    look_at_aparts,
    look_at_records,
)
from wraparound.identity.actions.deciding import CannotDecide, CannotUndo
from wraparound.identity.actions.looking import look_at_list, look_at_person
from wraparound.identity.actions.searching import look_for
from wraparound.identity.actions.shielding import CannotShield, look_at_shield, look_at_shields, spread_shields
from wraparound.identity.models import Apart, Decision, Doubt, Move, Person, Record, Shield
from wraparound.identity.policies import MayNotSeePerson
from wraparound.identity.queries.apart import have_met
from wraparound.identity.queries.seen import person_asked, person_coded, records_of_persons
from wraparound.identity.queries.shields import shields_due
from wraparound.identity.words import Kin, Relation, Row, ScrapPart, ShieldKind
from wraparound.ledger.models import Entry, Mention
from wraparound.matching.words import Answer

pytestmark = pytest.mark.django_db
ADOPTED = "She was adopted, and her social worker asked for it"
KEEPER = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
NUMBERS = ("9990000018", "9990000026", "9990000034")  # of three children
OTHER = "9996543218"  # unlike them: a number that is nearly the same was put right
WEEK = timedelta(days=7)
A_FEW = 3  # steps of the database, of which it does some ten in a microsecond


def shielded(person, kind=ShieldKind.REFUGE, **said):
    return set_shield(person.code, kind=kind, **({"reason": "Hidden from her father", "by": KEEPER, "at": AT} | said))


def person_of(key):
    return Record.objects.get(key=key).person


def said_of(left, right, answer):
    one, other = (Record.objects.get(key=key).pk for key in (left, right))
    return decide_of(one, right=other, answer=answer, by=CLERK, at=AT)


def hidden():
    return set(Shield.objects.filter(lifted_at__isnull=True).values_list("person_id", flat=True))


@pytest.fixture
def two():
    filed(row("H1", nhs_number=NUMBERS[0]), row("H2", "Ben", "Turelwall", born="2012-01-30"))
    filed(row("S1", nhs_number=NUMBERS[0]), feed="schools")
    linked()


def test_a_keeper_sets_a_shield_and_lifts_it_and_both_are_written_down(two):
    person = person_of("H1")
    shield = shielded(person, until=date(2026, 12, 1))
    assert look_at_person(person.code, by=someone(), at=AT) is None
    assert (shields_due(on=date(2026, 11, 30)), shields_due(on=date(2026, 12, 1))) == (0, 1)
    lift_shield(shield.pk, why="The father has died", by=KEEPER, at=AT + timedelta(minutes=1))
    assert look_at_person(person.code, by=someone(), at=AT).person == person
    told = Entry.objects.filter(event__in=["identity.ShieldSet", "identity.ShieldLifted"])
    assert Mention.objects.filter(entry__in=told, person=person.pk).count() == 2
    assert all(not {"reason", "kind", "why"} & entry.facts.keys() for entry in told), "why is the shield's to say"


def test_a_day_to_look_again_lifts_nothing_by_itself(two):
    shielded(person_of("H1"), until=date(2026, 9, 2))
    assert look_at_person(person_of("H1").code, by=someone(), at=AT + timedelta(days=900)) is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_but_keepers_sets_lifts_or_sees_shields(two, role):
    shield, by = shielded(person_of("H1")), replace(someone(role), signed_in_at=AT)
    for act in (
        lambda: set_shield("P-0000-0000", kind=ShieldKind.STAFF, reason="x", by=by, at=AT),
        lambda: lift_shield(shield.pk, why="x", by=by, at=AT),
        lambda: look_at_shields(1, by=by, at=AT),
        lambda: look_at_shield(shield.pk, by=by, at=AT),
    ):
        with pytest.raises(MayNotDo):
            act()


def test_setting_and_lifting_want_a_sign_in_of_late(two):
    shield, stale = shielded(person_of("H1")), replace(KEEPER, signed_in_at=AT - timedelta(hours=1))
    with pytest.raises(MayNotUnlessSignedInLately):
        shielded(person_of("H2"), by=stale)
    with pytest.raises(MayNotUnlessSignedInLately):
        lift_shield(shield.pk, why="x", by=stale, at=AT)


def test_what_cannot_be_shielded_or_lifted_is_refused_in_words(two):
    shield = shielded(person_of("H1"))
    with pytest.raises(CannotShield, match="no person of this code"):
        set_shield("P-0000-0000", kind=ShieldKind.STAFF, reason="x", by=KEEPER, at=AT)
    with pytest.raises(CannotShield, match="stands for this person already"):
        shielded(person_of("H1"))
    with pytest.raises(CannotShield, match="Say why"):
        shielded(person_of("H1"), kind=ShieldKind.STAFF, reason=" ")
    with pytest.raises(CannotShield, match="Say why"):
        lift_shield(shield.pk, why=" ", by=KEEPER, at=AT)
    lift_shield(shield.pk, why="It was a mistake", by=KEEPER, at=AT)
    with pytest.raises(CannotShield, match="lifted already"):
        lift_shield(shield.pk, why="x", by=KEEPER, at=AT)


def test_a_person_is_hidden_until_the_last_of_their_shields_is_lifted(two):
    first = shielded(person_of("H1"))
    shielded(person_of("H1"), kind=ShieldKind.STAFF)
    lift_shield(first.pk, why="The father has died", by=KEEPER, at=AT)
    assert look_at_person(person_of("H1").code, by=someone(), at=AT) is None


def test_keepers_see_the_list_and_one_shield_and_the_looks_are_written_down(two):
    shield = shielded(person_of("H1"))
    assert look_at_shields(1, by=KEEPER, at=AT) == ([shield], 1, 1)
    page = look_at_shield(shield.pk, by=KEEPER, at=AT)
    assert (page.name, [name for name, _ in page.agencies]) == ("Amara Okonjo", ["Health", "Schools"])
    assert look_at_shield(0, by=KEEPER, at=AT) is None
    looks = Entry.objects.filter(kind="look")
    assert list(Mention.objects.filter(entry__in=looks).values_list("person", flat=True)) == [shield.person_id] * 2


@pytest.mark.parametrize("which", ["H1", "H2"])
def test_whoever_comes_together_with_a_shielded_person_is_shielded_and_stays_so_when_parted(two, which):
    shielded(person_of(which))
    decision = said_of_keeper("H1", "H2", Answer.SAME)
    assert {person_of(key).pk for key in ("H1", "H2", "S1")} <= hidden()
    undo_decision(decision.pk, by=both_roles(), at=AT)
    assert person_of("H1") != person_of("H2")
    assert {person_of(key).pk for key in ("H1", "H2", "S1")} <= hidden()


def both_roles():
    return replace(KEEPER, roles=KEEPER.roles | {str(Role.FRONT_DOOR)})


def said_of_keeper(left, right, answer):
    one, other = (Record.objects.get(key=key).pk for key in (left, right))
    return decide_of(one, right=other, answer=answer, by=both_roles(), at=AT)


def test_a_retired_code_stays_hidden_with_whom_it_leads_to_though_its_own_shield_is_lifted(two):
    held = {key: shielded(person_of(key)) for key in ("H1", "H2")}
    said_of_keeper("H1", "H2", Answer.SAME)
    retired = Person.objects.get(became__isnull=False)
    kept = person_of("H1")
    own, other = sorted(held.values(), key=lambda shield: shield.person_id != retired.pk)
    lift_shield(own.pk, why="Her father has died", by=KEEPER, at=AT)
    assert hidden() == {kept.pk, retired.pk}
    lift_shield(other.pk, why="Her father has died", by=KEEPER, at=AT)
    assert not hidden()


def test_a_record_that_leaves_a_shielded_person_takes_the_shield_along(two):
    shielded(person_of("H1"))
    filed(row("S1", "Ben", "Turelwall", born="2012-01-30"), feed="schools", load=2)
    linked(AT + WEEK)
    assert person_of("S1") == person_of("H2") != person_of("H1")
    assert {person_of("H1").pk, person_of("H2").pk} <= hidden()
    spread = Shield.objects.get(person=person_of("H2"))
    assert (spread.spread_from.spread_from, spread.kind) == (None, ShieldKind.REFUGE)


def test_a_record_that_leaves_somebody_at_the_moment_at_which_they_are_shielded_takes_the_shield_along(two):
    filed(row("P1", "Cleo", "Marsh", born="2013-03-14"), feed="police")
    linked()
    shielded(person_of("H1"))
    hidden_one, other, third = (person_of(key).pk for key in ("H1", "H2", "P1"))
    arrives, leaves = (Record.objects.get(key=key).pk for key in ("H1", "H2"))
    moves = [(leaves, other, third), (arrives, hidden_one, other)]
    for order in (moves, moves[::-1]):
        with transaction.atomic():
            assert spread_shields(order, by=KEEPER, at=AT) == 2
            assert {hidden_one, other, third} <= hidden()
            transaction.set_rollback(True)


def test_a_record_that_arrives_for_a_shielded_person_is_hidden_with_them(two):
    shielded(person_of("H1"))
    filed(row("P1", nhs_number=NUMBERS[0]), feed="police")
    linked(AT + WEEK)
    assert person_of("P1") == person_of("H1")
    assert [one.name for one in look_at_list(0, by=someone(), at=AT)[0]] == ["Ben Turelwall"]


def test_a_page_does_not_tell_that_a_record_went_to_someone_hidden(two):
    shielded(person_of("H2"))
    filed(row("S1", "Ben", "Turelwall", born="2012-01-30"), feed="schools", load=2)
    linked(AT + WEEK)
    assert Move.objects.count() == 2
    left = Move.objects.get(record__key="H1")  # under a new code; the old one leads to where the other record went
    assert left.was.became == person_of("H2")
    assert look_at_person(left.was.code, by=someone(), at=AT) is None
    assert look_at_person(left.now.code, by=someone(), at=AT).moves == []
    assert look_at_person(left.now.code, by=both_roles(), at=AT).moves == [left]


def test_lifting_a_shield_lifts_it_from_the_codes_that_lead_there_and_from_nobody_else(two):
    codes = {person_of(key).code for key in ("H1", "H2")}
    shield = shielded(person_of("H1"))
    decision = said_of_keeper("H1", "H2", Answer.SAME)
    assert len(hidden()) == 2
    stands = Shield.objects.get(person=person_of("H1"), lifted_at__isnull=True)
    lift_shield(stands.pk, why="No longer", by=KEEPER, at=AT)
    known = {code for code in codes if look_at_person(code, by=someone(), at=AT)}
    assert known == (codes if stands == shield else {person_of("H1").code})
    undo_decision(decision.pk, by=both_roles(), at=AT)


def test_a_retired_code_of_somebody_hidden_leads_nowhere_and_costs_as_much_as_any_other(two):
    codes = [person_of(key).code for key in ("H1", "H2")]
    shielded(person_of("H2"))
    said_of_keeper("H1", "H2", Answer.SAME)
    costs = set()
    for code in (*codes, "P-0000-0000"):
        with CaptureQueriesContext(connection) as asked:
            assert look_at_person(code, by=someone(), at=AT) is None
        costs.add(len(asked))
    assert len(costs) == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone counts the steps of an answer")
@pytest.mark.parametrize("role", [Role.LEAD, Role.PROFESSIONAL])
def test_finding_nobody_takes_the_database_as_many_steps_as_finding_somebody_hidden(two, role):
    said_of_keeper("H1", "H2", Answer.SAME)
    retired = Person.objects.get(became__isnull=False)
    shielded(person_of("H1"))
    by = replace(someone(role), agency="health-agency")
    for find in (person_asked, person_coded):
        codes = ("P-0000-0000", "P-0000-0000", person_of("H1").code, retired.code)
        _, nobody, *others = [steps(partial(find, code, by=by, at=AT)) for code in codes]
        assert all(abs(one - nobody) <= A_FEW for one in others), (find, nobody, others)


def steps(ask):
    """Count what the database does for an answer, a few instructions at a time."""
    counted = []
    connection.connection.set_progress_handler(lambda: counted.append(1) and None, 1)
    try:
        ask()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return len(counted)


def test_deciding_about_somebody_hidden_is_as_deciding_about_nobody(two):
    decision = said_of("H1", "S1", Answer.SAME)
    shielded(person_of("H1"))
    free, shut = (Record.objects.get(key=key).pk for key in ("H2", "H1"))
    said = set()
    for other in (shut, 10**6):
        with pytest.raises(CannotDecide) as refused:
            decide_of(free, right=other, answer=Answer.SAME, by=CLERK, at=AT)
        said.add(str(refused.value))
    assert len(said) == 1
    with pytest.raises(CannotUndo, match="no such decision"):
        undo_decision(decision.pk, by=CLERK, at=AT)


def test_a_former_number_that_is_somebodys_who_is_hidden_neither_shows_nor_finds(two, settings, tmp_path):
    settings.INDEX_ROOT = tmp_path
    filed(row("P1", "Cleo", "Marsh", born="2013-03-14", nhs_number=NUMBERS[0]), feed="police")
    filed(row("P1", "Cleo", "Marsh", born="2013-03-14", nhs_number=OTHER), feed="police", load=2)
    linked()
    index_what_waits()
    cleo = person_of("P1")
    assert cleo != person_of("H1")
    for is_hidden in (False, True):
        page = look_at_person(cleo.code, by=someone(), at=AT)
        found = look_for({ScrapPart.NUMBER: NUMBERS[0]}, by=someone(), at=AT)
        assert ([one.number for one in page.numbers] == ["999 654 3218"]) is is_hidden
        assert (cleo.code in {one.code for _, one in found.offered}) is not is_hidden
        if not is_hidden:
            shielded(person_of("H1"))
    assert "999 000 0018" in {one.number for one in look_at_person(cleo.code, by=both_roles(), at=AT).numbers}


def test_no_glass_opens_a_shield(two):
    agency = Agency.objects.get_or_create(code="police", defaults={"name": "Police", "type": "police"})[0]
    officer = someone(Role.PROFESSIONAL, agency="police")
    Account.objects.create(username=officer.username, name="Jo Farrant", agency=agency)
    person, other = person_of("H1"), person_of("H2")
    for one in (person, other):
        break_glass(one.pk, reason="A child is in danger", lasts=timedelta(hours=4), by=officer, at=AT)
    shielded(person)
    assert look_at_person(person.code, by=officer, at=AT) is None
    assert look_at_person(other.code, by=officer, at=AT).person == other


# An adopted child's two identities


@pytest.fixture
def adopted():
    """Two identities of one child: the same first name, birth date and home, another surname and number."""
    home = {"address": "5 Common Road", "postcode": "QA1 4QN"}
    filed(
        row("F1", "Amara", "Birchall", nhs_number=NUMBERS[0], **home), row("O", "Ben", "Turelwall", born="2012-01-30")
    )
    filed(row("F2", "Amara", "Birchall", nhs_number=NUMBERS[0], **home), feed="schools")
    filed(row("N1", "Amara", "Okonjo", nhs_number=NUMBERS[1], **home), feed="police")
    linked()
    for left in ("F1", "F2"):  # they are so like that people may have to say it
        if person_of(left) == person_of("N1"):
            said_of(left, "N1", Answer.DIFFERENT)
    linked()
    assert person_of("F1") != person_of("N1")
    return person_of("F1"), person_of("N1")


def apart(adopted, **said):
    former, new = adopted
    return keep_apart(former.code, new=new.code, **({"reason": ADOPTED, "by": KEEPER, "at": AT} | said))


def test_two_identities_that_are_kept_apart_are_both_hidden_and_it_is_written_down(adopted):
    kept = apart(adopted)
    assert {one.pk for one in adopted} <= hidden()
    entry = Entry.objects.get(event="identity.KeptApart")
    assert entry.facts["apart"] == kept.pk
    assert ADOPTED not in str(entry.facts)
    assert set(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == {one.pk for one in adopted}
    assert look_at_aparts(by=KEEPER, at=AT) == [kept]
    page = look_at_apart(kept.pk, by=KEEPER, at=AT)
    assert (page.former.name, page.new.name) == ("Amara Birchall", "Amara Okonjo")
    assert [line.name for line in look_at_list(0, by=someone(), at=AT)[0]] == ["Ben Turelwall"]


def test_nothing_links_them_whatever_a_record_says_and_nobody_is_asked_whether_they_are_one(adopted):
    apart(adopted)
    both = {"nhs_number": NUMBERS[0], "address": "5 Common Road", "postcode": "QA1 4QN"}
    told = row("R", "Amara", "Okonjo", **both)
    told.said["nhs_number"] = [NUMBERS[0], NUMBERS[1]]
    told.said["surname"] = ["Okonjo", "Birchall"]
    filed(told, feed="housing")
    link_records([Record.objects.get(key="R").pk], by=CLERK, at=AT)
    linked()
    assert not have_met()
    assert person_of("R").pk in hidden(), "a record that is like both goes aside to the keepers"
    records = {key: Record.objects.get(key=key).pk for key in ("F1", "F2", "N1")}
    between = Doubt.objects.filter(left__in=records.values(), right__in=records.values(), decision=None)
    assert not between.exists()


def test_they_cannot_be_joined_or_shown_until_a_keeper_ends_it(adopted):
    kept = apart(adopted)
    with pytest.raises(CannotDecide, match="never to meet"):
        said_of_keeper("F1", "N1", Answer.SAME)
    with pytest.raises(CannotUndo, match="never to meet"):
        undo_decision(Decision.objects.filter(apart=kept).first().pk, by=both_roles(), at=AT)
    shield = Shield.objects.get(person=adopted[1], kind=ShieldKind.ADOPTED)
    with pytest.raises(CannotShield, match="kept apart"):
        lift_shield(shield.pk, why="The family asks for it", by=KEEPER, at=AT)
    with pytest.raises(CannotKeepApart, match="in a sentence"):
        let_meet(kept.pk, why="no", by=KEEPER, at=AT)
    let_meet(kept.pk, why=ADOPTED, by=KEEPER, at=AT)
    assert not Decision.objects.filter(apart=kept, undone_at=None).exists()
    assert {one.pk for one in adopted} <= hidden(), "both stay hidden"
    lift_shield(shield.pk, why="The family asks for it", by=KEEPER, at=AT)
    with pytest.raises(CannotKeepApart, match="ended already"):
        let_meet(kept.pk, why=ADOPTED, by=KEEPER, at=AT)


def test_what_cannot_be_kept_apart_is_refused_in_words(adopted):
    former, new = adopted
    with pytest.raises(CannotKeepApart, match="no person of the code"):
        keep_apart("P-0000-0000", new=new.code, reason=ADOPTED, by=KEEPER, at=AT)
    with pytest.raises(CannotKeepApart, match="in a sentence"):
        apart(adopted, reason="x")
    for records in ((), [Record.objects.get(key="O").pk], records_of_persons([former.pk])):
        with pytest.raises(AreOne, match="lead to one person"):
            apart((former, former), records=records)
    assert not Apart.objects.exists()
    assert not hidden()


def test_two_identities_that_are_one_person_by_now_are_parted_by_their_records(two):
    filed(row("P1", "Amara", "Birchall", nhs_number=NUMBERS[0]), feed="police")
    linked()
    for key in ("S1", "P1"):
        if person_of(key) != person_of("H1"):
            said_of("H1", key, Answer.SAME)
            undo_decision(Decision.objects.latest("pk").pk, by=CLERK, at=AT)
    linked()
    whole = person_of("H1")
    theirs = records_of_persons([whole.pk])
    assert len(theirs) > 1
    before = [pk for pk in theirs if pk != Record.objects.get(key="H1").pk]
    assert [pk for pk, _ in look_at_records(whole.code, by=KEEPER, at=AT)] == theirs
    kept = apart((whole, whole), records=before)
    linked()
    assert not have_met()
    assert {one for pk in theirs for one in Person.objects.filter(records=pk).values_list("pk", flat=True)} <= hidden()
    assert kept.new == person_of("H1") == whole
    let_meet(kept.pk, why=ADOPTED, by=KEEPER, at=AT)


def test_the_page_asks_which_records_are_of_before_where_both_codes_lead_to_one_person(two):
    client = at_work(Role.GOVERNANCE)
    session = client.session
    session["signed_in_at"] = timezone.now().isoformat()
    session.save()
    code = person_of("H1").code
    form = {"former": code.lower(), "new": code, "reason": ADOPTED}
    asked = said(client.post("/shields/apart/set", form), 422)
    assert "Which of these records are of the identity of before?" in asked
    assert "reference S1" in asked
    answer = client.post("/shields/apart/set", form | {"records": [Record.objects.get(key="S1").pk]})
    address = answer["Location"]
    assert person_of("S1") != person_of("H1")
    assert "Both are hidden" in said(client.get(address))
    assert "Identities kept apart" in said(client.get("/shields"))
    assert client.post(address, {"why": "They are of age and ask for it"})["Location"] == address
    assert "that were kept apart" in said(client.get(address))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_but_keepers_keeps_apart_ends_or_sees_it(adopted, role):
    kept, by = apart(adopted), replace(someone(role), signed_in_at=AT)
    for act in (
        lambda: keep_apart("P-0000-0000", new="P-0000-0001", reason=ADOPTED, by=by, at=AT),
        lambda: let_meet(kept.pk, why=ADOPTED, by=by, at=AT),
        lambda: look_at_aparts(by=by, at=AT),
        lambda: look_at_apart(kept.pk, by=by, at=AT),
    ):
        with pytest.raises(MayNotDo):
            act()


# Whatever happens, in whatever order


class World:
    """An area in which things happen, and, apart from the program, who must be hidden by now."""

    def __init__(self, chance):
        self.chance, self.count, self.hidden = chance, 0, {}
        self.happen = {
            self.load: 5, self.change: 3, self.link_all: 2, self.link_some: 3,
            self.join: 3, self.part: 3, self.undo: 2, self.shield: 3, self.lift: 1,
            self.keep_apart: 1, self.let_meet: 1,
        }  # fmt: skip

    def step(self):
        """Let something happen; whoever got a record from somebody hidden must be hidden from then on."""
        before = dict(Record.objects.values_list("pk", "person_id"))
        what = self.chance.choices(list(self.happen), weights=list(self.happen.values()))[0]
        what()
        after = dict(Record.objects.values_list("pk", "person_id"))
        for record, was in before.items():
            if was != after[record]:
                self.hidden.setdefault(after[record], set()).update(self.hidden.get(was, ()))

    def some_row(self, key):
        child = self.chance.randrange(3)
        names = (("Amara", "Okonjo"), ("Ben", "Turelwall"), ("Cleo", "Marsh"))[child]
        said = {"nhs_number": NUMBERS[child]} if self.chance.random() < 0.6 else {}
        home = f"{key} House" if self.chance.random() < 0.6 else "5 Common Road"  # where some live together
        told = row(key, *names, born=f"201{child}-0{child + 1}-14", address=home, **said)
        return Row(key, told.said, family=(Kin("Ngozi Okonjo", Relation.MOTHER),))

    def load(self):
        self.count += 1
        filed(self.some_row(f"K{self.count}"), feed=self.chance.choice(["health", "schools", "police"]))

    def change(self):
        if record := self.one(Record.objects.all()):
            filed(self.some_row(record.key), feed=record.feed, load=record.load + 1)

    def link_all(self):
        if Record.objects.exists():
            linked()

    def link_some(self):
        waits = list(Record.objects.filter(waits=True).values_list("pk", flat=True))
        if waits and Record.objects.filter(waits=False).exists():
            link_records(waits, by=CLERK, at=AT)

    def join(self):
        self.decide(Answer.SAME)

    def part(self):
        self.decide(Answer.DIFFERENT)

    def decide(self, answer):
        records = list(Record.objects.filter(person__isnull=False).order_by("pk"))
        if len(records) > 1:
            left, right = self.chance.sample(records, 2)
            with suppress(CannotDecide):  # they are kept apart
                decide_of(left.pk, right=right.pk, answer=answer, by=both_roles(), at=AT)

    def undo(self):
        if decision := self.one(Decision.objects.filter(undone_at__isnull=True)):
            with suppress(CannotUndo, CannotDecide):
                undo_decision(decision.pk, by=both_roles(), at=AT)

    def keep_apart(self):
        persons = list(Person.objects.filter(became__isnull=True).order_by("pk"))
        if len(persons) > 1:
            former, new = self.chance.sample(persons, 2)
            with suppress(CannotKeepApart):  # somebody has said that they are one
                keep_apart(former.code, new=new.code, reason=ADOPTED, by=both_roles(), at=AT)
                for one in (former, new):
                    self.hidden.setdefault(one.pk, set()).add(ShieldKind.ADOPTED)

    def let_meet(self):
        if apart := self.one(Apart.objects.filter(ended_at__isnull=True)):
            let_meet(apart.pk, why=ADOPTED, by=both_roles(), at=AT)

    def shield(self):
        persons = Person.objects.filter(became__isnull=True)
        kind = self.chance.choice(list(ShieldKind))
        standing = Shield.objects.filter(lifted_at__isnull=True, kind=kind)
        if (person := self.one(persons)) and not standing.filter(person=person).exists():
            shielded(person, kind=kind)
            self.hidden.setdefault(person.pk, set()).add(kind)

    def lift(self):
        if shield := self.one(Shield.objects.filter(lifted_at__isnull=True)):
            standing = dict(Shield.objects.filter(lifted_at__isnull=True).values_list("pk", "person_id"))
            try:
                lift_shield(shield.pk, why="No longer", by=KEEPER, at=AT)
            except CannotShield:
                assert shield.kind == ShieldKind.ADOPTED, "who is kept apart"
                return
            led = dict(Person.objects.filter(became__isnull=False).values_list("pk", "became_id"))
            for one in Shield.objects.filter(lifted_at__isnull=False, pk__in=standing):
                person = one.person_id
                while person != shield.person_id:  # a code that leads elsewhere, or nowhere, is lifted by nobody
                    person = led[person]
                self.hidden[one.person_id].discard(one.kind)

    def one(self, found):
        return self.chance.choice(list(found.order_by("pk")) or [None])

    def secrets(self):
        """Give the codes, keys and addresses of homes of everyone who must be hidden."""
        shut = {person for person, kinds in self.hidden.items() if kinds}
        led = dict(Person.objects.filter(became__isnull=False).values_list("pk", "became_id"))
        while more := {code for code, to in led.items() if to in shut} - shut:
            shut |= more
        codes = set(Person.objects.filter(pk__in=shut).values_list("code", flat=True))
        keys = set(Record.objects.filter(person__in=shut).values_list("key", flat=True))
        return codes | {f" {key} " for key in keys} | {f"{key} House" for key in keys}


def told_of(page):
    """Give all that a page is made from, as text."""
    parts = [page.person.code, page.name]
    for one in page.records:
        parts += [f"{one.record.key} ", *map(str, one.said), *(name for _, name in one.past)]
    parts += [str(some) for some in (page.stays, page.households, page.family, page.family_before, page.numbers)]
    parts += [f"{move.was.code} {move.now.code} {move.record.key} " for move in page.moves]
    return " ".join([*parts, str(page.disagree), *page.circle, *page.family_map])


def nothing_leaks(world):
    """Ask everything as those who keep no shields: nothing of anyone hidden, and all of everyone else."""
    secrets = world.secrets()
    assert not have_met(), "an adopted child's two identities are one person's"
    there = set(Person.objects.filter(became__isnull=True).exclude(pk__in=hidden()).values_list("code", flat=True))
    for role in (Role.FRONT_DOOR, Role.LEAD, Role.PROFESSIONAL):
        by, listed, after = someone(role, agency="health-agency"), set(), 0
        while after is not None:
            lines, after = look_at_list(after, by=by, at=AT)
            listed |= {line.code for line in lines}
        assert not listed & secrets
        if role != Role.PROFESSIONAL:
            assert listed == there
        for code in Person.objects.values_list("code", flat=True):
            try:
                page = look_at_person(code, by=by, at=AT)
            except MayNotSeePerson:
                assert code not in secrets
                continue
            assert (page is None) >= (code in secrets)
            told = told_of(page) if page else ""
            assert not [secret for secret in secrets if secret in told]


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # each some 25 happenings
@given(st.integers(0, 10**9))
def test_whatever_comes_in_and_is_linked_nobody_else_learns_of_a_shielded_person(db, seed):
    with transaction.atomic():
        world = World(random.Random(seed))
        for _ in range(25):
            world.step()
            nothing_leaks(world)
        transaction.set_rollback(True)


def test_nobody_hidden_is_named_in_anothers_household_or_family():
    home = {"address": "5 Common Road", "postcode": "QA1 4QN"}
    told = row("1", **home)
    named = (Kin("Benjamin Turelwall", Relation.SIBLING), Kin("TURELWALL, Ben", Relation.SIBLING))
    filed(Row("1", told.said, family=(*named, Kin("Ngozi Okonjo", Relation.MOTHER))))
    filed(row("2", "Benjamin", "Turelwall", born="2012-01-30", known_as="Ben", **home), feed="schools")
    linked()
    amara, ben = (Record.objects.get(key=key).person for key in ("1", "2"))
    assert [one.name for one in look_at_person(amara.code, by=someone(), at=AT).households[0].residents] == [
        "Benjamin Turelwall"
    ]
    set_shield(ben.code, kind=ShieldKind.REFUGE, reason="In a refuge", by=KEEPER, at=AT)
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert [kin.name for kin in page.family] == ["Ngozi Okonjo"]
    assert page.households[0].residents == []
    assert "Turelwall" not in str(page)


def test_who_sees_only_whom_their_agency_knows_is_named_no_other_resident():
    home = {"address": "5 Common Road", "postcode": "QA1 4QN"}
    filed(row("1", **home))
    filed(row("2", "Ben", "Turelwall", born="2012-01-30", **home), feed="police")
    linked()
    amara = Record.objects.get(key="1").person
    nurse = someone(Role.PROFESSIONAL, agency="health-agency")
    assert look_at_person(amara.code, by=nurse, at=AT).households[0].residents == []

"""Numbers are shown with who says so and whether they are verified; one that is withheld is seen nowhere."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row
from tests.identity.test_views import at_work, said
from wraparound.access.policies import MayNotDo, MayNotUnlessSignedInLately
from wraparound.access.words import Role
from wraparound.identity.actions import decide_of, set_shield, show_number, withhold_number
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.actions.withholding import CannotWithhold, look_at_withholdings
from wraparound.identity.forms import ShowForm, WithholdForm
from wraparound.identity.models import Person, Record, Withheld
from wraparound.identity.words import NumberKind, ShieldKind
from wraparound.ledger.models import Entry, Mention
from wraparound.matching.words import Answer

pytestmark = pytest.mark.django_db
NUMBER, UPN = "9990000018", "A101200019009"
WHY = "Her father works at the surgery and could find her by it"


def now(role=Role.LEAD, at=AT):
    return replace(someone(role), signed_in_at=at)


@pytest.fixture
def amara():
    filed(row("1", nhs_number=NUMBER, nhs_number_verified="true"), row("2", "Ben", "Turelwall", born="2012-01-30"))
    filed(row(UPN, nhs_number="999 000 0018", upn=UPN), feed="schools")
    linked()
    return Record.objects.get(key="1").person


def withheld(person, *, kind=NumberKind.NHS_NUMBER, by=None):
    return withhold_number(person.code, kind=kind, reason=WHY, by=by or now(), at=AT)


def test_a_number_is_told_once_with_who_gives_it_and_who_verified_it(amara):
    numbers = look_at_person(amara.code, by=someone(), at=AT).numbers
    assert [(one.kind, one.number, one.verified, one.agencies) for one in numbers] == [
        ("nhs_number", "999 000 0018", ["Health"], ["Schools"]),
        ("upn", UPN, [], ["Schools"]),
    ]


def test_nobody_sees_a_number_that_is_withheld_on_any_page_in_any_list_or_in_the_ledger(amara):
    withheld(amara)
    withheld(amara, kind=NumberKind.UPN)
    for role in (Role.FRONT_DOOR, Role.LEAD):
        client = at_work(role)
        for address in ("/children", f"/children/{amara.code}", f"/children/{Record.objects.get(key='2').person.code}"):
            page = said(client.get(address)).replace(" ", "")
            assert NUMBER not in page
            assert UPN not in page
        assert "Withheld: seeing it could harm someone" in said(client.get(f"/children/{amara.code}"))
    told = " ".join(str(facts) for facts in Entry.objects.values_list("facts", flat=True))
    assert NUMBER not in told
    assert UPN not in told
    assert WHY not in told


def test_a_number_stays_withheld_through_loads_links_and_decisions(amara):
    withheld(amara)
    filed(row("9", nhs_number="999-000-0018"), feed="police", at=AT)
    linked()
    left, right = Record.objects.get(key="1").pk, Record.objects.get(key=UPN).pk
    decide_of(left, right=right, answer=Answer.DIFFERENT, by=CLERK, at=AT)
    for record in Record.objects.exclude(key="2").select_related("person"):
        page = look_at_person(record.person.code, by=someone(), at=AT)
        assert [(one.number, one.withheld) for one in page.numbers if one.kind == "nhs_number"] == [("", True)]
    assert not Record.objects.filter(person=None).exists()


def test_another_number_of_the_kind_is_not_shown_either_since_it_may_be_the_same_misspelt(amara):
    withheld(amara)
    filed(row("9", nhs_number="9990000026"), feed="police")
    linked()
    decide_of(Record.objects.get(key="1").pk, right=Record.objects.get(key="9").pk, answer=Answer.SAME, by=CLERK, at=AT)
    page = look_at_person(Record.objects.get(key="9").person.code, by=someone(), at=AT)
    assert {one.number for one in page.numbers if one.kind == "nhs_number"} == {""}
    assert "NHS number" not in {one.label for one in page.disagree}


def test_linking_goes_on_using_a_number_that_is_withheld(amara):
    withheld(amara)
    filed(row("9", "A", "Okonjo", born="2014-05-14", nhs_number=NUMBER), feed="police")
    linked()
    assert Record.objects.get(key="9").person == Record.objects.get(key="1").person


def test_withholding_is_written_down_and_undone_by_showing_again(amara):
    (kept,) = withheld(amara)
    entry = Entry.objects.get(event="identity.NumberWithheld")
    assert entry.facts["withheld"] == [kept.pk]
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [amara.pk]
    with pytest.raises(CannotWithhold, match="that can be seen"):
        withheld(amara)
    later = AT + timedelta(minutes=5)
    show_number(amara.code, kind=NumberKind.NHS_NUMBER, reason="The court says he may know it", by=now(), at=later)
    held = Withheld.objects.get()
    assert (held.by, held.reason, held.shown_by, held.shown_at) == (now().username, WHY, now().username, later)
    assert look_at_person(amara.code, by=someone(), at=AT).numbers[0].number == "999 000 0018"
    with pytest.raises(CannotWithhold, match="No number of this kind is withheld"):
        show_number(amara.code, kind=NumberKind.NHS_NUMBER, reason="The court says he may know it", by=now(), at=later)
    assert len(withheld(amara)) == 1


@pytest.mark.parametrize(
    ("reason", "why"), [("short", "in a sentence"), (f"He knows it: 999 000 0018, {WHY}", "itself")]
)
def test_a_reason_is_a_sentence_without_the_number(amara, reason, why):
    with pytest.raises(CannotWithhold, match=why):
        withhold_number(amara.code, kind=NumberKind.NHS_NUMBER, reason=reason, by=now(), at=AT)
    assert not Withheld.objects.exists()


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.ANALYST, Role.GOVERNANCE])
def test_only_those_withhold_whose_role_it_is(amara, role):
    with pytest.raises(MayNotDo):
        withheld(amara, by=now(role))


def test_nobody_withholds_who_has_not_shown_lately_who_they_are(amara):
    with pytest.raises(MayNotUnlessSignedInLately):
        withheld(amara, by=now(at=AT - timedelta(hours=1)))


def test_a_number_is_withheld_and_shown_again_on_the_pages(amara, django_assert_max_num_queries):
    client = at_work(Role.LEAD)
    session = client.session
    address = f"/children/{amara.code}/withhold/nhs_number"
    assert client.get(address)["Location"].startswith("/sign-in/again")
    session["signed_in_at"] = timezone.now().isoformat()
    session.save()
    assert "Withhold this number" in said(client.get(address))
    assert "Say why in a sentence" in said(client.post(address, {"reason": "no"}), 422)
    assert client.post(address, {"reason": WHY})["Location"] == f"/children/{amara.code}"
    assert "NHS number is withheld" in said(client.get(f"/children/{amara.code}"))
    with django_assert_max_num_queries(15):
        assert "Withheld: seeing it" in said(client.get(f"/children/{amara.code}"))
    assert "that can be seen" in said(client.post(address, {"reason": WHY}), 422)
    again = f"/children/{amara.code}/show/nhs_number"
    with django_assert_max_num_queries(15):
        asked = said(client.get(again))
    assert WHY in asked
    assert "by Jo Lead practitioner or team manager" in asked
    assert Entry.objects.filter(kind="look", facts__what="why a number is withheld").count() == 2
    assert client.post(again, {"reason": "The court says he may know it"})["Location"] == f"/children/{amara.code}"
    assert "999 000 0018" in said(client.get(f"/children/{amara.code}"))
    assert "The court says he may know it" in said(client.get(address)), "why it was withheld before, and shown"
    assert client.get(f"/children/{amara.code}/show/shoe_size").status_code == 404
    assert client.get("/children/P-0000-0000/withhold/upn").status_code == 404


def test_why_a_number_is_withheld_is_told_to_those_who_may_withhold_and_the_look_written_down(amara):
    withheld(amara)
    told = look_at_withholdings(amara.code, kind=NumberKind.NHS_NUMBER, by=now(), at=AT)
    assert [(one.reason, one.at, one.shown_at) for one in told] == [(WHY, AT, None)]
    look = Entry.objects.filter(kind="look").latest("pk")
    assert WHY not in str(look.facts)
    assert list(Mention.objects.filter(entry=look).values_list("person", flat=True)) == [amara.pk]
    assert look_at_withholdings(amara.code, kind=NumberKind.UPN, by=now(), at=AT) == []
    for role in (Role.PROFESSIONAL, Role.ANALYST, Role.GOVERNANCE):
        with pytest.raises(MayNotDo):
            look_at_withholdings(amara.code, kind=NumberKind.NHS_NUMBER, by=now(role), at=AT)
    by = replace(now(Role.GOVERNANCE), signed_in_at=AT)
    set_shield(amara.code, kind=ShieldKind.REFUGE, reason="Her worker asked", by=by, at=AT)
    assert look_at_withholdings(amara.code, kind=NumberKind.NHS_NUMBER, by=now(), at=AT) is None


def test_the_forms_ask_why():
    for form in (WithholdForm, ShowForm):
        assert form({"reason": ""}).errors["reason"] == ["Say why"]
        assert not form({"reason": "because"}).is_valid()
        assert form({"reason": WHY}).is_valid()


def test_a_number_is_never_a_key(amara):
    assert connection.introspection.get_primary_key_column(connection.cursor(), Withheld._meta.db_table) == "id"
    assert Person.objects.count() == 2

"""The pictures of a child's page: every agency and everyone of the family stands on them, in words too."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.identity.records import filed, linked, row
from tests.identity.test_family import NGOZI, PETER, child, page_of
from tests.identity.test_views import at_work, said
from wraparound.access.words import Role
from wraparound.identity.actions import end_unseen, set_shield
from wraparound.identity.models import Record
from wraparound.identity.rules.circle import MOST, Helper, circle
from wraparound.identity.rules.family_map import Member, Row, family_map
from wraparound.identity.words import Kin, LivesWith, Relation, ShieldKind
from wraparound.kernel.markup import ems, wrapped

SVG = "{http://www.w3.org/2000/svg}"
JO = {"professional": "Jo Farrant", "professional_role": "Health visitor", "professional_phone": "01632 960123"}


def read(svg):
    """Read a picture as strictly as any reader would; give its size, its words and what it says."""
    root = ET.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))
    words = [("".join(text.itertext()).strip("\u2068\u2069"), text) for text in root.iter(f"{SVG}text")]
    return tuple(map(float, root.get("viewBox").split()[2:])), words, root.find(f"{SVG}desc").text


def in_the_frame(svg):
    """Say whether every line of words lies inside the picture, by the estimate of its width."""
    (width, height), words, _ = read(svg)
    for text, at in words:
        wide = ems(text) * float(at.get("font-size"))
        shift = {"end": wide, "middle": wide / 2}.get(at.get("text-anchor"), 0)
        left = float(at.get("x")) - shift
        if not (left >= -1 and left + wide <= width + 1 and 0 < float(at.get("y")) <= height):
            return False
    return True


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
HELPERS = st.lists(st.builds(Helper, NAMES, st.text(max_size=60), st.text(max_size=40), st.sampled_from(["", "1 May"])),
                   min_size=1, max_size=20)  # fmt: skip
MEMBERS = st.lists(
    st.builds(
        Member,
        st.one_of(st.just(""), NAMES),
        st.sampled_from([one.label for one in Relation]),
        st.sampled_from(Row),
        st.sampled_from(["Male", "Female", ""]),
        st.sampled_from(["yes", "no", "differs", ""]),
        st.sampled_from(["yes", "no", "differs", ""]),
        st.booleans(),
    ),
    min_size=1,
    max_size=16,
)


@given(NAMES, HELPERS)
def test_every_circle_can_be_read_and_holds_its_words(name, helpers):
    for svg in circle(name, helpers=helpers):
        assert in_the_frame(svg)
        _, _, says = read(svg)
        assert says.count(".") >= min(len(helpers), MOST)


@given(NAMES, MEMBERS)
def test_every_family_map_can_be_read_holds_its_words_and_draws_everyone(name, members):
    for svg in family_map(Member(name, "", Row.CHILDREN), family=members):
        assert in_the_frame(svg)
        assert svg.count("<g>") == len(members) + 1


def test_words_are_no_wider_than_their_room_and_break_between_words():
    assert all(ems(line) <= 9 for line in wrapped("Llanfairpwllgwyngyll Primary School", to=9))
    assert wrapped("Jo Farrant", to=20) == ["Jo Farrant"]


def test_nothing_is_drawn_where_there_is_nothing_to_draw():
    assert circle("Amara", helpers=[]) == ("", "")
    assert family_map(Member("Amara", "", Row.CHILDREN), family=[]) == ("", "")


@pytest.mark.django_db
def test_agencies_stand_around_the_child_with_whom_to_ask_and_former_ones_until_when():
    filed(child(nhs_number="9990000018", part=JO))
    filed(child("2", nhs_number="9990000018"), feed="schools")
    filed(child("3", nhs_number="9990000018"), feed="police")
    linked()
    from tests.identity.records import CLERK, where

    end_unseen(where("police", load=2), by=CLERK, at=AT)
    for svg in page_of().circle:
        _, _, says = read(svg)
        assert "Health: Jo Farrant, Health visitor, 01632 960123." in says
        assert "Schools: Nobody named." in says
        assert f"Police until {AT.day} {AT:%B %Y}:" in says


@pytest.mark.django_db
def test_the_family_map_says_who_is_who_who_lives_there_and_whom_nobody_named():
    home = {"address": "3 Reed Square, Pellness", "postcode": "QA1 4QN"}
    tells = [NGOZI, Kin("Ben Okonjo", Relation.SIBLING), Kin("Gran Obi", Relation.GRANDPARENT)]
    filed(child(nhs_number="9990000018", sex="2", family=tells, **home))
    filed(child("9", nhs_number="9990000018", family=[NGOZI._replace(lives_with=LivesWith.NO)]), feed="schools")
    filed(
        child("2", "Ben", born="2010-01-01", sex="1", **home),
        child("3", "Cleo", "Turelwall", born="1985-01-01", **home),
        feed="housing",
    )
    linked()
    for svg in page_of().family_map:
        _, _, says = read(svg)
        assert "Mother: Ngozi Okonjo, home: sources differ, has parental responsibility." in says
        assert "Father: nobody named." in says
        assert "Brother or sister: Ben Okonjo, lives with them." in says
        assert "Lives there too: Cleo Turelwall, lives with them." in says
        assert "Grandparent: Gran Obi." in says


def test_sources_that_differ_about_responsibility_are_shown_to_differ():
    one = Member("Peter", "Father", Row.PARENTS, "Male", "differs")
    svg = family_map(Member("Amara", "", Row.CHILDREN), family=[one]).wide
    assert "PR?" in svg
    assert "parental responsibility: sources differ" in svg


@pytest.mark.django_db
def test_nobody_who_is_hidden_stands_on_a_picture():
    home = {"address": "3 Reed Square, Pellness", "postcode": "QA1 4QN"}
    filed(child(family=[Kin("Ben Okonjo", Relation.SIBLING), PETER], **home))
    filed(child("2", "Ben", born="2010-01-01", **home), feed="housing")
    linked()
    from dataclasses import replace

    by = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    code = Record.objects.get(key="2").person.code
    set_shield(code, kind=ShieldKind.REFUGE, reason="Her worker asked", by=by, at=AT)
    page = page_of()
    assert "Ben" not in "".join((*page.family_map, *page.circle))
    assert "Peter Okonjo" in page.family_map.wide


@pytest.mark.django_db
def test_the_page_says_days_and_sex_in_words_with_what_the_agency_wrote(django_assert_max_num_queries):
    filed(row("1", sex="2", born="2017-03-03", nhs_number="9990000018", school="900000", surgery="QX00000"))
    filed(row("2", sex="Female", born="2017-03-04", nhs_number="9990000018"), feed="schools")
    linked()
    client, code = at_work(Role.FRONT_DOOR), Record.objects.get(key="1").person.code
    with django_assert_max_num_queries(15):
        page = said(client.get(f"/children/{code}"))
    assert "3 March 2017" in page
    assert "2017-03-0" not in page
    assert "The agency wrote: 2" in page
    assert "The agency wrote: Female" not in page
    assert "URN 900000" in page
    assert "4 March 2017" in page
    assert date(2017, 3, 3).strftime("%Y-%m-%d") not in page

"""Files whose shape is known are recognised by themselves and read into rows, element by element."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feeds import shape_files as made
from wraparound.feeds.queries.cells import values_of
from wraparound.feeds.queries.packed import CannotUse
from wraparound.feeds.queries.shaped import Waits, part_of, recognised, shaped
from wraparound.feeds.rules import row_of
from wraparound.feeds.rules.shapes import map_of_shape, says, shapes

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><Message>&d;</Message>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE Message SYSTEM "file:///etc/passwd"><Message><Children/></Message>"""
CASES = [
    (made.cin(), "cin_census", "This is a CIN census file, 2025-26; 1 child."),
    (made.sen2(), "sen2", "This is a SEN2 survey file, 2026; 1 person."),
    (made.school_census_xml(), "school_census_xml", "This is a school census file, 2026; 1 pupil."),
    (made.common_transfer(), "common_transfer", "This is a common transfer file, 2026; 1 pupil."),
    (made.SCHOOL, "school_census", "This is a school census extract file; 1 pupil."),
    (made.HEALTH, "child_health", "This is a child health extract file; 1 child."),
    (
        made.packed(header_csv=made.header_903(), episodes_csv=made.episodes_903(), reviews_csv=made.REVIEWS),
        "ssda903",
        "This is an SSDA903 looked-after children file; 1 child.",
    ),
]


@pytest.fixture
def kept(tmp_path):
    def keep(content: bytes, name: str = "file") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return keep


def taken(path):
    recognised(path, name="sent.xml")
    return rows(path, "cin_census")


def rows(path, code, **more):
    return list(values_of(shaped(path, name="sent.xml", shape=shapes()[code], **more).table))


@pytest.mark.parametrize(("content", "code", "said"), CASES, ids=[case[1] for case in CASES])
def test_a_file_is_recognised_by_itself_and_told_in_words(kept, content, code, said):
    path = kept(content)
    found = recognised(path, name="sent")
    assert found.shape.code == code
    read = shaped(path, name="sent", shape=found.shape)
    assert says(read.found, count=read.table.num_rows) == said


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (
            made.cin(),
            "cin_census",
            {
                "LAchildID": "C1",
                "UPN": "H801200001001",
                "PersonBirthDate": "2014-05-14",
                "Sex": "F",
                "CINreferralDate": "2025-06-01",
                "CINclosureDate": None,
                "Service": "Children's social care",
            },
        ),
        (
            made.sen2(),
            "sen2",
            {
                "Reference": "H801200001001",
                "Surname": "Okonjo",
                "StartDate": "2023-09-04",
                "CeaseDate": None,
                "Service": "Education, health and care plan",
            },
        ),
        (
            made.sen2(plan=""),
            "sen2",
            {
                "StartDate": None,
                "ReceivedDate": "2023-02-01",
                "RequestOutcomeDate": "2023-03-10",
                "Service": "Education, health and care needs assessment",
            },
        ),
        (
            made.school_census_xml(),
            "school_census_xml",
            {"Surname": "Okonjo", "EntryDate": "2018-09-03", "PAON": "12", "PostCode": "QA1 4QN"},
        ),
        (made.common_transfer(), "common_transfer", {"Surname": "Okonjo", "PreferredForename": "Ama"}),
        (
            made.SCHOOL,
            "school_census",
            {"Reference": "900001 1042", "Forename": "Amara", "Year": "Year 5", "Entry Date": "03/09/2018"},
        ),
        (
            made.HEALTH,
            "child_health",
            {
                "Reference": "999 000 0018",
                "Practice": "QX01001",
                "Team": "North team",
                "HealthVisitor": "Jo Farrant",
                "Caseload Start Date": "20/05/2014",
            },
        ),
    ],
)
def test_a_row_says_who_a_child_is_and_since_when_an_agency_has_been_involved_and_no_more(kept, content, code, told):
    [row] = rows(kept(content), code)
    assert {name: row[name] for name in told} == told
    everything = " ".join(value for value in row.values() if value)
    assert not any(word in everything for word in ("WBRI", "BAFR", "N1", "ASD", "2025-06-02", "Other", "Gone"))


@pytest.mark.parametrize(
    ("details", "since", "until"),
    [
        ([made.episode("2020-01-06", until="2020-09-01"), made.episode("2025-06-01")], "2025-06-01", None),
        ([made.episode("2025-06-01"), made.episode("2020-01-06", until="2020-09-01")], "2025-06-01", None),
        (
            [made.episode("2020-01-06", until="2020-09-01"), made.episode("2021-06-01", until="2022-02-01")],
            "2021-06-01",
            "2022-02-01",
        ),
        ([made.episode("2020-01-06"), made.episode("2026-02-01", nfa="1")], "2020-01-06", None),
        ([made.episode("2026-02-01", nfa="true")], "2026-02-01", "2026-02-01"),
    ],
)
def test_of_several_episodes_the_open_one_counts_and_a_referral_without_action_is_over_at_once(
    kept, details, since, until
):
    [row] = rows(kept(made.cin(made.child(details="".join(details)))), "cin_census")
    assert (row["CINreferralDate"], row["CINclosureDate"]) == (since, until)


@pytest.mark.parametrize(
    ("stays", "since", "until"),
    [
        ([made.stay()], "02/06/2025", None),
        ([made.stay(until="01/09/2025", why="X1"), made.stay(since="01/09/2025", began="P")], "02/06/2025", None),
        (
            [
                made.stay(since="01/09/2025", began="P", until="05/01/2026", why="E4A"),
                made.stay(until="01/09/2025", why="X1"),
            ],
            "02/06/2025",
            "05/01/2026",
        ),
        ([made.stay(since="01/02/2019", until="01/09/2019", why="E4A"), made.stay()], "02/06/2025", None),
    ],
)
def test_episodes_that_follow_one_another_are_one_time_of_being_looked_after(kept, stays, since, until):
    whole = made.packed(header_csv=made.header_903(), episodes_csv=made.episodes_903(*stays))
    [row] = rows(kept(whole), "ssda903")
    assert (row["CHILD"], row["DECOM"], row["DEC"]) == ("C1", since, until)


def test_one_file_of_a_set_waits_for_the_other_and_they_are_joined_by_child(kept):
    header, episodes = kept(made.header_903(), "header.csv"), kept(made.episodes_903(), "episodes.csv")
    shape = shapes()["ssda903"]
    assert [part_of(path, name="sent", shape=shape) for path in (header, episodes)] == ["Header", "Episodes"]
    with pytest.raises(Waits, match="waits for the Episodes file"):
        rows(header, "ssda903")
    with pytest.raises(Waits, match="waits for the Header file"):
        rows(episodes, "ssda903")
    assert rows(header, "ssda903", other=episodes) == rows(episodes, "ssda903", other=header)


def test_episodes_of_nobody_are_set_aside_with_what_would_be_right(kept):
    whole = made.packed(header_csv=made.header_903(), episodes_csv=made.episodes_903(made.stay(), made.stay("C9")))
    [aside] = shaped(kept(whole), name="sent.zip", shape=shapes()["ssda903"]).set_aside
    assert (aside.field, aside.value, aside.row) == ("CHILD", "C9", 3)
    assert "not in the Header file" in aside.reason


def test_an_episode_that_cannot_be_read_is_set_aside_with_its_own_row(kept):
    broken = made.episodes_903(made.stay(), made.stay() + ',"one,too,many')
    whole = made.packed(header_csv=made.header_903(), episodes_csv=broken)
    asides = shaped(kept(whole), name="sent.zip", shape=shapes()["ssda903"]).set_aside
    assert [one.field.startswith("Episodes row 3") for one in asides] == [True]


def test_a_set_with_the_same_file_twice_is_refused(kept):
    whole = made.packed(a_csv=made.header_903(), b_csv=made.header_903(), c_csv=made.episodes_903())
    with pytest.raises(CannotUse, match="it holds two Header files"):
        rows(kept(whole), "ssda903")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_letters_are_read_as_the_file_says_they_are_written(kept, encoding):
    [row] = rows(kept(made.cin(made.child("Zoë-1"), encoding=encoding)), "cin_census")
    assert row["LAchildID"] == "Zoë-1"


def test_each_row_knows_the_line_of_its_element(kept):
    read = shaped(kept(made.cin(*[made.child(f"C{k}") for k in range(3)])), name="sent", shape=shapes()["cin_census"])
    lines = made.cin(*[made.child(f"C{k}") for k in range(3)]).decode().splitlines()
    assert [lines[line - 1].strip() for line in read.lines] == ["<Child>"] * 3


def test_names_are_understood_whatever_their_namespace_and_unknown_elements_are_passed_over(kept):
    content = made.cin(
        made.child().replace("<ChildCharacteristics>", "<New><Thing>1</Thing></New><ChildCharacteristics>")
    )
    content = content.replace(b"<Message>", b'<Message xmlns="https://example.org/cin">')
    assert len(rows(kept(content), "cin_census")) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LAUGHS, "document type"),
        (OUTSIDE, "document type"),
        (made.cin()[:-40], "breaks off or is badly written at line"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "none of the kinds that are understood, which are"),
        (b"<", "breaks off"),
        (b"<?xml version='1.0' encoding='klingon'?><Message/>", "."),
        (made.packed(a_csv=b"a,b\n1,2\n"), "holds no file that is understood"),
        (made.packed(), "the zip is empty"),
        (made.cin(" "), "it holds no children"),
        (made.packed(bomb_csv=b"0" * (40 << 20)), "unpacks to far more"),
        (made.cin(f"<Child>{'<a/>' * 20_001}</Child>"), "never ends"),
        (made.cin("<Child>" + f"<a>{'x' * 900_000}</a>" * 20 + "</Child>"), "never ends"),
        (made.cin("<a>" * 5_000), "breaks off or is badly written"),
        (b"<!DOCTYPE Message [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]><Message/>", "document type"),
    ],
    ids=range(14),
)
def test_what_cannot_be_used_is_refused_in_words(kept, content, said):
    with pytest.raises(CannotUse) as refused:
        taken(kept(content))
    assert said in str(refused.value)
    assert "sent.xml" in str(refused.value)


def test_a_file_of_another_shape_is_refused_with_both_named(kept):
    with pytest.raises(CannotUse, match="takes a CIN census file, and this is a SEN2 survey file"):
        rows(kept(made.sen2()), "cin_census")
    with pytest.raises(CannotUse, match="with the headings UPN, Surname"):
        rows(kept(b"a,b\n1,2\n"), "school_census")
    with pytest.raises(CannotUse, match="with the headings CHILD"):
        rows(kept(made.REVIEWS), "ssda903")


def test_a_value_longer_than_any_can_be_is_set_aside(kept):
    read = shaped(kept(made.cin(made.child("C" * 2_000), made.child())), name="sent", shape=shapes()["cin_census"])
    assert [(one.row, one.field) for one in read.set_aside] == [(1, "LAchildID")]
    assert read.table.num_rows == 1


WHOLE = [case[0] for case in CASES]


def read_somehow(path: Path) -> None:
    """Read a file as a person would, and let only refusals in words through."""
    said = "."
    try:
        if found := recognised(path, name="sent"):
            list(values_of(shaped(path, name="sent", shape=found.shape).table))
    except (CannotUse, Waits) as refused:
        said = str(refused)
    assert said.endswith(".")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.sampled_from(WHOLE), share=st.floats(0, 1))
def test_any_beginning_of_a_file_is_read_or_refused_in_words(kept, content, share):
    read_somehow(kept(content[: int(len(content) * share)]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.sampled_from(WHOLE), at=st.floats(0, 1), said=st.binary(max_size=30))
def test_any_damage_in_a_file_is_read_or_refused_in_words(kept, content, at, said):
    place = int(len(content) * at)
    read_somehow(kept(content[:place] + said + content[place + len(said) :]))


NAMES = st.sampled_from(
    ["Child", "ChildIdentifiers", "LAchildID", "UPN", "CINdetails", "CINreferralDate", "Sex", "Strange"]
)
TREES = st.recursive(
    st.text(st.characters(categories=["L", "N"]), max_size=12),
    lambda inside: st.lists(st.tuples(NAMES, inside), max_size=5),
    max_leaves=12,
)


def as_xml(tree) -> str:
    return tree if isinstance(tree, str) else "".join(f"<{name}>{as_xml(inside)}</{name}>" for name, inside in tree)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES)
def test_elements_in_any_order_and_depth_are_read_or_refused_in_words(kept, tree):
    read_somehow(kept(made.cin(f"<Child>{as_xml(tree)}</Child>", made.child())))


def test_a_census_tells_a_death_and_a_former_pupil_number(kept):
    told = "<FormerUPN>F82020001200B</FormerUPN><PersonDeathDate>2026-02-03</PersonDeathDate><Sex>"
    [values] = rows(kept(made.cin(made.child().replace("<Sex>", told))), "cin_census")
    row = row_of(values, by_map=map_of_shape(shapes()["cin_census"]), as_of=date(2026, 3, 31))
    assert row.life == (("died", date(2026, 2, 3), ""),)
    assert row.said["former_upn"] == row.said["upn"][1:] == ["F82020001200B"]

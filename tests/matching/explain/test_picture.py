"""The picture of one child's records: every record around the child, and in words what agrees."""

import json
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from wraparound.matching import explain
from wraparound.matching.words import Belief

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pictures(linked):
    sizes = np.bincount(linked.person)
    people = [int(np.flatnonzero(sizes == size)[k]) for size in (1, 2, 4, 5, 6) for k in range(3)]
    return [(person, explain.child(linked, person=person)) for person in people]


def test_each_record_of_the_child_is_in_the_picture_once(linked, pictures):
    keys = linked.gathered.keys.take(linked.store.order).to_pylist()
    for person, picture in pictures:
        own = np.flatnonzero(linked.person == linked.person[person])
        assert sorted(node.key for node in picture.own) == sorted(keys[k] for k in own)
        assert sum(node.is_measure for node in picture.nodes) == 1
        assert {node.belief for node in picture.own} <= {Belief.CERTAIN, Belief.LIKELY}


def test_any_of_a_childs_records_gives_the_same_picture(linked, pictures):
    for person, picture in pictures:
        other = int(np.flatnonzero(linked.person == linked.person[person])[-1])
        assert explain.child(linked, person=other) == picture


def test_records_of_others_are_never_called_the_childs_own(linked, pictures):
    beside = [node for _, picture in pictures for node in picture.nodes if not node.is_own]
    assert beside
    for node in beside:
        assert node.belief in (Belief.TO_REVIEW, Belief.NOT_THE_SAME)
        assert node.note


def test_the_drawing_names_every_source_and_record(pictures):
    for _, picture in pictures:
        for is_narrow in (False, True):
            root = ET.fromstring(picture.svg(is_narrow=is_narrow))
            assert root.get("role") == "img"
            described = root.find(SVG + "desc").text
            assert all(node.id in described and node.source in described for node in picture.nodes)
            lines = root.findall(SVG + "line")
            assert len(lines) == len(picture.nodes)


def test_a_drawing_says_belief_in_words_as_well_as_by_line(pictures):
    for _, picture in pictures:
        shown = "".join(ET.fromstring(picture.svg()).itertext())
        for node in picture.own:
            assert ("only record" if node.weight is None else node.belief) in shown


def test_the_table_marks_agreement_in_words(pictures):
    for _, picture in pictures:
        root = ET.fromstring(picture.table_html())
        assert root.find("caption").text
        assert {cell.get("scope") for cell in root.iter("th")} == {"col", "row"}
        rows = root.findall("tbody/tr")
        assert len(rows) == len(picture.nodes)
        text = "".join(root.itertext())
        for node in picture.nodes:
            assert all(mark.says in text for cell in node.cells.values() for mark in cell.marks)


def test_a_picture_is_plain_data(pictures):
    for _, picture in pictures:
        data = json.loads(json.dumps(picture.as_dict()))
        assert [record["key"] for record in data["records"]] == [node.key for node in picture.nodes]


def test_no_value_breaks_out_of_the_picture(hostile):
    for person in range(len(hostile.store)):
        picture = explain.child(hostile, person=person)
        for drawn in (picture.svg(), picture.svg(is_narrow=True), picture.table_html()):
            ET.fromstring(drawn)
            assert not any(sign in drawn for sign in ("<script", "<img", "\x00", "\u202e"))

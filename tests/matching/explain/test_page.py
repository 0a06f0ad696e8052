"""The page: whole in itself, in order, safe, and made of telling examples."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest

from wraparound.matching import explain
from wraparound.matching.explain.choosing import rival_pair, telling_child, telling_pair
from wraparound.matching.explain.weighing import Scales

SUMMARY = {"Records": "1,626", "Children": "500", "Links to review": "7", "Time": "2 seconds"}


class Outline(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.unclosed = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "img", "link", "input"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.unclosed += [] if self.open and self.open.pop() == tag else [tag]


def outline(text: str) -> Outline:
    read = Outline()
    read.feed(text)
    return read


@pytest.fixture(scope="module")
def page(linked):
    return explain.page(linked, title="What we found", summary=SUMMARY, is_invented=True)


def test_the_page_is_whole_and_well_formed(page):
    read = outline(page)
    assert page.startswith("<!DOCTYPE html>")
    assert not read.open
    assert not read.unclosed


def test_the_page_has_one_title_and_its_headings_in_order(page):
    levels = [int(tag[1]) for tag, _ in outline(page).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_needs_no_script_and_nothing_from_elsewhere(page):
    read = outline(page)
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in read.tags)
    assert not [a for _, attrs in read.tags for a in attrs if a == "style" or a.startswith("on") or a == "src"]
    assert all(attrs["href"].startswith("#") for tag, attrs in read.tags if tag == "a")
    assert "url(" not in page


def test_the_policy_allows_its_own_style_and_nothing_else(page):
    policy = next(attrs["content"] for tag, attrs in outline(page).tags if attrs.get("http-equiv"))
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_table_has_a_caption_and_headings_with_scope(page):
    read = outline(page)
    tags = [tag for tag, _ in read.tags]
    assert tags.count("table") == tags.count("caption") == 3
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in read.tags if tag == "th")


def test_no_name_is_given_twice(page):
    names = [attrs["id"] for _, attrs in outline(page).tags if "id" in attrs]
    assert len(names) == len(set(names))


def test_the_page_says_that_everyone_is_invented_only_when_told(page, linked):
    assert "Everyone in this sample is invented" in page
    assert "invented" not in explain.page(linked)


def test_the_figures_are_shown_as_given(page):
    for what, figure in SUMMARY.items():
        assert f"<dt>{what}</dt><dd>{figure}</dd>" in page


def test_the_child_chosen_is_known_to_many_and_has_someone_alike_beside_them(linked):
    scales = Scales(linked)
    picture = explain.child(linked, person=telling_child(scales))
    assert len({node.source for node in picture.own}) >= 3
    assert any(not node.is_own for node in picture.nodes)


def test_the_pairs_chosen_are_a_joined_one_written_differently_and_one_kept_apart(linked):
    scales = Scales(linked)
    person = telling_child(scales)
    joined, apart = telling_pair(scales, person=person), rival_pair(scales, person=person)
    assert joined.together
    assert any(p.compared[0] != p.compared[1] and p.weight > 0 for p in joined.evidence)
    assert not apart.together
    assert apart.chance > 0 > apart.weight


def test_the_same_linking_gives_the_same_page(linked, page):
    assert explain.page(linked, title="What we found", summary=SUMMARY, is_invented=True) == page


def test_a_reader_may_choose_the_child(linked):
    sizes = np.bincount(linked.person)
    lonely = int(np.flatnonzero(sizes == 1)[0])
    key = linked.gathered.keys[int(linked.store.order[lonely])].as_py()
    assert key.partition("/")[2] in explain.page(linked, choose=key)
    with pytest.raises(explain.CannotFind):
        explain.page(linked, choose="nowhere/0")


def test_no_value_breaks_out_of_the_page(hostile):
    for key in hostile.gathered.keys.to_pylist()[::2]:
        text = explain.page(hostile, title="<b>&\"'", summary={"<i>": "<u>"}, choose=key)
        read = outline(text)
        assert not read.open
        assert not read.unclosed
        assert {"script", "img", "b onerror", "i", "u"}.isdisjoint(tag for tag, _ in read.tags)
        assert not [a for _, attrs in read.tags for a in attrs if a.startswith("on")]


def test_a_lonely_record_has_a_page_too(linked):
    lonely = int(np.flatnonzero(np.bincount(linked.person) == 1)[0])
    text = explain.page(linked, choose=linked.gathered.keys[int(linked.store.order[lonely])].as_py())
    assert "One record of" in text
    assert "Why two of them" not in text

"""Papers as PDF: tagged, titled, in one language, whatever was written in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.acting import AT
from wraparound.frontdoor.adapters import Typst, plug_in
from wraparound.frontdoor.ports import OUTSIDE
from wraparound.frontdoor.words.papers import Paper, Section


def paper(words="Hello", **said):
    section = Section("A heading", (words,), (("A fact", words),), ("One", "Two"), ((words, words),))
    usual = {"title": "What follows", "author": "Ashmere", "reference": "C-7K3M-92QX", "to": "Beth"}
    return Paper(**(usual | {"opening": (words,), "sections": (section, Section("Another"))} | said))


def set_in_type(one):
    return Typst().set_in_type(one, at=AT)


def test_it_is_tagged_and_says_its_title_its_language_and_that_it_is_pdf_ua():
    made = set_in_type(paper())
    assert made.startswith(b"%PDF-")
    for told in (b"/StructTreeRoot", b"/Marked true", b"/Lang(en-GB)", b"pdfuaid:part>1<", b"What follows"):
        assert told in made, told


def test_the_same_paper_at_the_same_moment_is_the_same_file():
    assert set_in_type(paper()) == set_in_type(paper())


@pytest.mark.parametrize(
    "words",
    ["#panic()", "*bold* _it_ $x$ `raw` // gone /* gone */ @label <label> [x] \\ #read(\"/etc/passwd\")", "", " ",
     "\n\n", "日本 😀 👩‍👧", "ܐ", "\x00\x07\ufeff", "اردو", "Łukasz Ŵyn", "\u202e", "a\u0301\u0301",
     "\U0010ffff", "x" * 9000],
)  # fmt: skip
def test_no_words_are_markup_and_none_stop_it(words):
    assert set_in_type(paper(words)).startswith(b"%PDF-")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_written_can_be_set(words):
    assert set_in_type(paper(words, to=words)).startswith(b"%PDF-")


def test_a_character_that_no_font_holds_is_named():
    from wraparound.frontdoor.adapters.typesetting import _printable

    assert _printable("Ok 😀 ع") == "Ok [grinning face] ع"


def test_what_sets_papers_is_plugged_in():
    before = OUTSIDE.printer
    plug_in(printer=None)
    assert OUTSIDE.printer is None
    plug_in(printer=before)
    assert isinstance(before, Typst)

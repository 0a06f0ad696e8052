"""The glossary as a page: the area's words first, then the service's, without marks or code."""

import pytest
from django.test import Client

from tests.sample_area import adopt_ashmere
from wraparound.agencies.queries import words
from wraparound.web.glossary import PAGE, glossary

pytestmark = pytest.mark.django_db


def test_the_areas_own_words_come_first_with_what_they_mean():
    adopt_ashmere()
    first = glossary()[0]
    assert first.title == "What this area calls things"
    assert {words().child_protection, words().lead_practitioner} <= {one.word for one in first.words}
    assert all(one.meaning for one in first.words)


def test_every_other_section_of_the_page_is_there_but_how_the_engine_works():
    titles = [line[3:] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("## ")]
    assert [section.title for section in glossary()[1:]] == [one for one in titles if one != "Finding the same person"]
    assert all(section.words for section in glossary())


def test_words_are_plain_and_in_the_order_of_the_alphabet():
    for section in glossary():
        assert [one.word.casefold() for one in section.words] == sorted(one.word.casefold() for one in section.words)
        for one in section.words:
            assert not set("`*|[") & set(one.word + one.meaning + one.who)


def test_anyone_can_read_it_signed_in_or_not():
    page = Client(HTTP_HOST="localhost").get("/help/words").content.decode()
    assert "What our words mean" in page
    assert "What one agency holds about one person" in page

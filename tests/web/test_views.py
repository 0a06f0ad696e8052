"""Try the pages that belong to no capability."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("page", "words"), [("/help", "Telephone 999"), ("/accessibility", "Accessibility statement")])
def test_help_is_there_for_everyone(page, words):
    answer = Client().get(page)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_health_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/health").json() == {"status": "ok"}
    assert Client().get("/ready").json() == {"status": "ok"}


def test_the_page_for_faults_needs_nothing_that_could_have_failed(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "there is a problem with the service" in render_to_string("web/fault.html")


def test_a_page_that_is_not_there():
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()

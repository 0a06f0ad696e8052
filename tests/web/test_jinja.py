"""Hold the components to what they promise: every one drawn, hostile values kept as text, nothing said of nothing."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.forms import CharField, ChoiceField, Form, RadioSelect, Textarea
from django.template import engines

HOSTILE = "<script>alert(1)</script>"


def drawn(source, **given):
    return engines.all()[0].from_string(source).render(given)


class Sent(Form):
    name = CharField(label="Name", help_text="As it is written", error_messages={"required": "Enter a name"})
    kind = ChoiceField(label="Kind", choices=[("a", "One"), ("b", "Other")], widget=RadioSelect)
    which = ChoiceField(label="Which", choices=[("a", "One"), ("b", "Other")], required=False)
    story = CharField(label="Story", widget=Textarea, required=False)


def test_a_summary_says_what_is_not_known():
    page = drawn(
        '{% from "components/summary.html" import summary_list %}{{ summary_list(rows) }}',
        rows=[("Name", HOSTILE), ("Born", None), ("School", "", [("Change", "/x")])],
    )
    assert HOSTILE not in page
    assert page.count("Not known") == 2
    assert 'href="/x"' in page


@pytest.mark.parametrize(
    ("sort", "way", "next_order"), [("name", "ascending", "-name"), ("-name", "descending", "name")]
)
def test_a_table_is_sorted_by_its_links(sort, way, next_order):
    page = drawn(
        '{% from "components/table.html" import table %}'
        '{{ table("People", columns, rows, sort=sort, query="team=a") }}',
        columns=[{"text": "Name", "key": "name"}, {"text": "Age", "numeric": True}],
        rows=[[{"text": HOSTILE, "href": "/7"}, 9], ["Ann", None]],
        sort=sort,
    )
    assert f'aria-sort="{way}"' in page
    assert f"sort={next_order}" in page
    assert "team=a" in page
    assert HOSTILE not in page


def test_a_table_of_nothing_says_so():
    page = drawn('{% from "components/table.html" import table %}{{ table("People", [], [], empty="Nobody yet.") }}')
    assert "<table" not in page
    assert "Nobody yet." in page


def test_pages_are_offered_only_if_there_are_several():
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(page, "team=a") }}'
    assert drawn(source, page=Paginator(range(5), 25).page(1)).strip() == ""
    page = drawn(source, page=Paginator(range(500), 25).page(10))
    assert 'aria-current="page"' in page
    assert "?team=a&amp;page=11" in page
    assert 'rel="prev"' in page


def test_a_timeline_tells_days_and_moments():
    page = drawn(
        '{% from "components/timeline.html" import timeline %}{{ timeline(items) }}',
        items=[
            {"title": HOSTILE, "at": datetime(2026, 9, 3, 13, 5, tzinfo=UTC), "by": "Ann"},
            {"title": "Born", "at": date(2020, 1, 2), "text": "x"},
        ],
    )
    assert "3 September 2026 at 2:05pm" in page
    assert "2 January 2020" in page
    assert HOSTILE not in page


def test_states_are_drawn():
    page = drawn(
        '{% from "components/states.html" import empty_state, progress, tag, warning %}'
        '{{ empty_state("None", "Yet", ("Add one", "/add")) }}{{ tag(x, "red") }}{{ progress(5, 10) }}{{ progress(5) }}'
        "{{ warning(x) }}",
        x=HOSTILE,
    )
    assert 'value="5" max="10"' in page
    assert "Under way" in page
    assert HOSTILE not in page
    assert 'href="/add"' in page


@pytest.mark.parametrize(("late", "words"), [(False, ">As of"), (True, "Late: as of")])
def test_freshness_is_said_in_words(late, words):
    now = datetime(2026, 9, 5, 13, 5, tzinfo=UTC)
    page = drawn(
        '{% from "components/freshness.html" import freshness with context %}{{ freshness(as_of, late=late) }}',
        at=now, as_of=datetime(2026, 9, 3, 13, 5, tzinfo=UTC), late=late,
    )  # fmt: skip
    assert words in page
    assert "2 days ago" in page


def test_freshness_that_is_not_known_says_so():
    page = drawn('{% from "components/freshness.html" import freshness with context %}{{ freshness(none) }}')
    assert "not known" in page


@pytest.mark.parametrize(("kind", "role"), [("success", "alert"), ("info", "region"), ("error", "alert")])
def test_a_notification_is_announced(kind, role):
    page = drawn(
        '{% from "components/notification.html" import notification %}{{ notification(x, k) }}', x=HOSTILE, k=kind
    )
    assert f'role="{role}"' in page
    assert HOSTILE not in page


def test_a_form_sent_wrongly_links_each_error_to_its_field():
    page = drawn(
        '{% from "components/form.html" import errors, field %}{{ errors(form) }}'
        "{% for one in form %}{{ field(one) }}{% endfor %}",
        form=Sent({"name": "", "story": HOSTILE, "which": "b"}),
    )
    assert 'href="#id_name"' in page
    assert 'id="id_name"' in page
    assert 'aria-describedby="id_name-hint id_name-error"' in page
    assert page.count("Enter a name") == 2
    assert 'value="b" selected' in page
    assert HOSTILE not in page


def test_a_form_is_drawn_with_what_was_typed():
    page = drawn('{% from "components/form.html" import field %}{% for one in form %}{{ field(one) }}{% endfor %}',
                 form=Sent({"name": '"><b>', "kind": "b"}))  # fmt: skip
    assert '"><b>' not in page
    assert page.count(" checked") == 1

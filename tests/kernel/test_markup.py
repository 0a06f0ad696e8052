"""Values are made safe before they stand on a page."""

from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.markup import clean, ems, fitted, safe, shortened, value, wrapped


@given(st.text())
def test_no_text_keeps_a_sign_that_html_would_read(text):
    assert not set('<>"') & set(safe(text))
    assert not set("\x00\x0b\u202e\u2066") & set(clean(text))
    assert "\n" not in clean(text)


@given(st.text(), st.integers(2, 100))
def test_a_shortened_text_is_no_longer_than_asked(text, to):
    assert len(shortened(text, to=to)) <= to


@given(st.text(), st.floats(3, 40), st.integers(1, 4))
def test_wrapped_lines_fit_and_are_no_more_than_asked(text, to, lines):
    made = wrapped(text, to=to, lines=lines)
    assert 1 <= len(made) <= lines
    assert all(ems(line) <= to for line in made)
    assert ems(fitted(text, to=to)) <= to


def test_a_long_value_has_its_whole_in_the_title():
    assert value("y" * 200) == f'<bdi title="{"y" * 200}">{"y" * 79}…</bdi>'
    assert value("short") == "<bdi>short</bdi>"

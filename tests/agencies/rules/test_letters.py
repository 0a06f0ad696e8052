"""An area's own wording of a letter says what it must and nothing that is not there to be said."""

import pytest

from wraparound.agencies.rules.letters import faults_of_letters

ASKED = {"code": "question", "subject": "{asker} ({reference})", "text": ["By {due}:", "{link}", "{phone}, {area}"]}
DIGEST = {"code": "digest", "subject": "{today} today", "text": ["{late}, {soon}, {awaited}", "{service}"]}


def faults(letter):
    return [str(fault) for fault in faults_of_letters({"letters": {"letters": [letter]}})]


def test_a_wording_that_says_all_it_must_is_right():
    assert faults(ASKED) == []
    assert faults(DIGEST) == []
    assert list(faults_of_letters({})) == []


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        (ASKED | {"text": ["By {due}:", "{link}", "{child}"]}, "{child}"),
        (ASKED | {"text": ["By {due}."]}, "put {link} into its text"),
        (ASKED | {"text": ["{link}"]}, 'say "{due}" somewhere'),
        (ASKED | {"subject": "{asker} {link} {reference}"}, "take the link out of the subject"),
        (ASKED | {"text": ["By {due}: {link", "{link}"]}, "a brace stands alone"),
        (DIGEST | {"text": ["{late}, {soon}, {awaited}", "{link}"]}, "{link}"),
        (DIGEST | {"text": ["{late}, {soon}, {awaited}", "{phone}"]}, "{phone}"),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(letter, words):
    told = faults(letter)
    assert told
    assert all(line.startswith("letters.toml: letters[") for line in told)
    assert any(words in line for line in told), told


def test_what_is_wrong_in_itself_is_left_to_others():
    assert faults({"code": "none", "subject": "x", "text": ["y"]}) == []
    assert faults({"code": "question", "subject": "x"}) == []

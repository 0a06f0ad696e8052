"""Keeping what is typed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.telling import TEACHER, told
from wraparound.frontdoor.actions.drafts import CannotKeep, keep_draft
from wraparound.frontdoor.models import ContactDraft
from wraparound.frontdoor.words.drafts import Draft

pytestmark = pytest.mark.django_db
DRAFT = Draft("a" * 32, "account:beth", {"story": "One"})


def kept(draft=DRAFT, *, at=AT, **changed):
    return keep_draft(replace(draft, **changed), by=TEACHER, at=at)


def test_it_is_kept_and_kept_again_where_it_was_seen():
    first = kept()
    second = kept(said={"story": "Two"}, seen=first.seen, at=AT + timedelta(seconds=1))
    assert (second.key, second.is_apart) == (DRAFT.key, False)
    assert ContactDraft.objects.get().said == {"story": "Two"}


def test_the_same_words_again_change_nothing():
    assert kept().seen == kept(at=AT + timedelta(seconds=1)).seen


def test_what_was_not_seen_or_is_anothers_is_kept_beside():
    kept()
    assert kept(said={"story": "Two"}, at=AT + timedelta(seconds=1)).is_apart
    assert kept(said={"story": "Mine"}, owner="account:rosa", at=AT + timedelta(seconds=2)).is_apart
    assert sorted(one.said["story"] for one in ContactDraft.objects.all()) == ["Mine", "One", "Two"]


def test_what_was_sent_is_not_kept_again():
    begun()
    contact = told(key=DRAFT.key)
    assert kept().ref == contact.ref
    assert not ContactDraft.objects.exists()


def test_a_key_has_its_shape():
    with pytest.raises(CannotKeep):
        kept(key="../x")


def test_drafts_of_browsers_go_after_a_day_and_others_after_thirty():
    kept(key="b" * 32, owner="browser:x")
    kept(key="c" * 32)
    kept(key="d" * 32, at=AT + timedelta(days=2))
    assert set(ContactDraft.objects.values_list("key", flat=True)) == {"c" * 32, "d" * 32}
    kept(key="e" * 32, at=AT + timedelta(days=31))
    assert set(ContactDraft.objects.values_list("key", flat=True)) == {"d" * 32, "e" * 32}

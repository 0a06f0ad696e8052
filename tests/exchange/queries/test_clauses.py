"""Clauses as someone may see them: of whoever is hidden from them, nothing."""

import pytest

from tests.acting import AT, someone
from tests.exchange.agreeing import clause, kept
from tests.sample_area import adopt_ashmere
from wraparound.access.rules import may
from wraparound.access.words import Permission, Role
from wraparound.exchange.queries.clauses import clause_drafted, version_page
from wraparound.identity.models import Person, Shield

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Give two children, the second of whom is hidden, with a clause about each and one about both."""
    adopt_ashmere()
    child, hidden = (Person.objects.create(code=f"P-0000-000{place}", since=AT) for place in (1, 2))
    some = {"child": {child.pk}, "hidden": {hidden.pk}, "both": {child.pk, hidden.pk}}
    kept(clause("every"))
    kept(clause("every"), *(clause(code, persons=frozenset(who)) for code, who in some.items()), number=2)
    Shield.objects.create(person=hidden, kind="refuge", reason="x", set_by="x", set_at=AT)


def shown(by):
    page = version_page(by=by, on=AT.date())
    return [one.clause.code for one in page.allows], page


def test_keepers_of_shields_who_keep_agreements_see_all(two):
    codes, page = shown(someone(Role.GOVERNANCE))
    assert codes == ["every", "child", "hidden", "both"]
    assert [one.clause.code for one, _ in page.differences] == ["child", "hidden", "both"]
    assert "of P-0000-0001 and P-0000-0002" in page.allows[3].words
    assert len(page.persons) == 2


def test_a_keeper_of_agreements_alone_sees_nothing_of_whoever_is_hidden(two, monkeypatch):
    monkeypatch.setitem(may.MAY, Permission.KEEP_AGREEMENTS, frozenset({Role.ANALYST}))
    by = someone(Role.ANALYST)
    codes, page = shown(by)
    assert codes == ["every", "child", "both"]
    assert all("0002" not in one.words and "not named" not in one.words for one in page.allows)
    assert [one.clause.code for one, _ in page.differences] == ["child", "both"]
    assert clause_drafted("hidden", by=by) is None
    assert set(clause_drafted("both", by=by)[1].values()) == {"P-0000-0001"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.GOVERNANCE}))
def test_others_see_what_is_agreed_of_every_child(two, role):
    codes, page = shown(someone(role))
    assert codes == ["every"]
    assert (page.differences, page.persons) == ([], frozenset())


def test_the_page_of_a_version_asks_little_of_the_database(two, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        version_page(by=someone(Role.GOVERNANCE), on=AT.date())

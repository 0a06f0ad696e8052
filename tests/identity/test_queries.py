"""All records as the engine takes them, and a person's page."""

import pytest

from tests.acting import AT, someone
from tests.identity.records import filed, linked, row
from wraparound.identity.models import Person, Record, Teaching
from wraparound.identity.queries import records_keyed, records_missing_from, records_now
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.queries.pages import person_page, persons_after
from wraparound.identity.words import Row

pytestmark = pytest.mark.django_db


def test_an_area_without_records_has_nothing_to_link():
    assert area_linked() is None


def test_several_values_of_a_field_and_odd_letters_reach_the_engine():
    said = {
        "given_names": ["Zoë", "Ngọc"],
        "surname": ['O"Brien\\'],
        "birth_date": ["2014-05"],
        "phone": ["1", "2", "3"],
    }
    filed(Row("1", said), row("2"))
    found = area_linked()
    assert sorted(found.record) == sorted(Record.objects.values_list("pk", flat=True))
    assert len(set(found.person)) == 2


def test_a_record_is_found_by_its_reference_whatever_stands_in_that():
    keys = ["1", "NULL", "null", "", " ", "a,b", "{a}", 'a"b', "a\\b", '\\"', "a\nb", "a\tb", "Ngọc", "%s", "O'Brien"]
    filed(*(Row(key, {"surname": ["Ash"]}) for key in keys))
    for key in keys:
        assert records_keyed("health", keys=[key]).values_list("key", flat=True).get() == key
    assert records_keyed("health", keys=keys).count() == len(keys)
    assert not records_keyed("health", keys=[]).exists()


def test_two_records_of_a_feed_that_holds_everyone_once_are_two_people():
    filed(row("1", nhs_number="9990000018"), row("2", nhs_number="9990000018"))
    assert len(set(area_linked().person)) == 1
    assert len(set(area_linked(once={"health"}).person)) == 2


def test_a_small_area_uses_the_engines_own_model_and_keeps_what_it_counted():
    filed(row("1"), row("2", "Ben"))
    linked()
    assert Teaching.objects.values_list("records", "counted").get() == (0, 2)
    assert area_linked().taught is None


def test_an_area_with_a_new_feed_is_counted_anew():
    filed(row("1"), row("2", "Ben"), row("3", "Cy"), row("4", "Di"), row("5", "Ed"))
    linked()
    filed(row("6", "Flo"), feed="schools")
    assert area_linked().taught is not None


def test_a_page_gathers_a_persons_records_in_few_queries(django_assert_num_queries):
    filed(row("1", sex="2", nhs_number="9990000018"))
    filed(row("2", first="Amarra", sex="M", nhs_number="9990000018"), feed="schools")
    linked()
    person = Person.objects.get()
    with django_assert_num_queries(4):
        page = person_page(person, by=someone(), at=AT)
    assert page.disagree == [("Sex", [("Female", ["Health"]), ("Male", ["Schools"])], False)]
    assert [one.name for one in page.records] == ["Amara Okonjo", "Amarra Okonjo"]


def test_a_list_costs_the_same_however_long_it_is(django_assert_num_queries):
    filed(*[row(str(number), first, f"Name{number}", born=f"20{number:02}-01-0{1 + number % 9}")
            for number, first in enumerate(["Ann", "Bo", "Cy", "Di", "Ed", "Flo"], start=5)])  # fmt: skip
    linked()
    with django_assert_num_queries(3):
        listed = persons_after(0, by=someone(), at=AT)
    assert len(listed) == Person.objects.count() > 3


def test_records_of_a_feed_are_counted():
    filed(row("1"), row("2"))
    filed(row("2"), load=2)
    assert (records_now("health"), records_missing_from("health", load=2)) == (2, 1)

"""What is asked of a service, what narrows the list, and faults beside their fields."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.directory.keeping import PLAY, adopt_ashmere
from wraparound.directory.forms import ServiceForm, ServicesFileForm, SoughtForm, put_faults
from wraparound.directory.words import ServiceFault, Sought

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


@pytest.mark.parametrize(
    ("said", "sought"),
    [
        ({}, Sought()),
        ({"age": "3", "need": "housing", "with_places": "on"}, Sought(age=3, need="housing", with_places=True)),
        ({"age": "0"}, Sought(age=0)),
        ({"age": "three", "words": " play "}, Sought(words="play")),
        ({"need": "magic", "level": "tier-9", "postcode": "QA1 1AL"}, Sought(postcode="QA1 1AL")),
    ],
    ids=str,
)
def test_what_narrows_the_list_narrows_it_as_far_as_it_is_understood(said, sought):
    assert SoughtForm(said).sought() == sought


def test_a_form_gives_all_facts_of_a_service():
    said = {name: value for name, value in vars(PLAY).items() if value}
    form = ServiceForm(said | {"ages_from": 0})
    assert form.is_valid(), form.errors
    assert form.facts() == PLAY


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"name": ""}, "name", "Give the name of the service"),
        ({"ages_from": "-1"}, "ages_from", "Give a whole number from 0 to 120"),
        ({"opens_on": "soon"}, "opens_on", "Give the day as day, month and year, such as 3 9 2027"),
        ({"name": "x" * 201}, "name", "Use 200 letters at most"),
    ],
    ids=str,
)
def test_a_form_says_beside_the_field_what_would_be_right(said, field, words):
    form = ServiceForm({"name": "A", "organisation": "B"} | said)
    assert not form.is_valid()
    assert form.errors[field] == [words]


def test_faults_stand_beside_their_fields_and_the_others_above():
    form = ServiceForm({"name": "A", "organisation": "B"})
    assert form.is_valid()
    put_faults(form, words="x", faults=(ServiceFault("postcode", "x", "Give one"), ServiceFault("other", "", "Odd")))
    assert (form.errors["postcode"], form.non_field_errors()) == (["Give one"], ["Odd"])
    put_faults(form, words="Changed meanwhile", faults=())
    assert form.non_field_errors() == ["Odd", "Changed meanwhile"]


def test_a_file_is_asked_for_and_not_one_larger_than_a_directory():
    assert ServicesFileForm({}, {}).errors["file"] == ["Choose a file"]
    large = SimpleUploadedFile("a.json", b"[]")
    large.size = (25 << 20) + 1
    assert ServicesFileForm({}, {"file": large}).errors["file"] == ["The file is larger than 25 MB. Send it in parts."]

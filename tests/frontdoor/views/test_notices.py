"""Pages on which a file of notifications is given, seen on its way in, and mended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.frontdoor.notices import POLICE, STORY, line
from tests.sample_area import adopt_ashmere, signed_in
from wraparound.access.models import Account, RoleHeld
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.frontdoor.models import Contact, NoticeFile, NoticeLine

pytestmark = pytest.mark.django_db
OLD = {"day": "01/06/2026"}


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def schools():
    """Sign in as somebody of schools who brings files in."""
    RoleHeld.objects.filter(account__username="beth.marlowick").update(role=Role.ANALYST)
    return signed_in("beth.marlowick")


def sent(*lines, head=POLICE):
    return SimpleUploadedFile("night.csv", "\n".join([head, *lines, ""]).encode(), content_type="text/csv")


def give(client, *lines, agency="schools", **said):
    return client.post("/notifications", {"agency": agency, "kind": "", "file": sent(*lines, **said)})


def words(answer):
    return answer.content.decode()


def test_a_file_is_given_and_says_what_went_in_and_what_waits():
    teacher = schools()
    assert "/notifications" in words(teacher.get("/"))
    assert "No file has come yet" in words(teacher.get("/notifications"))
    given = give(teacher, line(**OLD), line("INC-2", born="31/02/2015", **OLD))
    page = words(teacher.get(given.url))
    contact = Contact.objects.get()
    assert contact.ref in page
    assert f"/contacts/{contact.ref}" not in page
    assert "No calendar has this day" in page
    assert "Hattie" not in page
    assert f"/contacts/{contact.ref}" in words(signed_in("rosa.wendle").get(given.url))
    again = give(teacher, line(**OLD), line("INC-2", born="31/02/2015", **OLD))
    assert again.url == given.url
    assert "came before" in words(teacher.get(again.url))
    assert (Contact.objects.count(), NoticeFile.objects.count()) == (1, 1)


def test_a_row_is_mended_in_place_and_what_is_typed_stays():
    teacher = schools()
    give(teacher, line(born="31/02/2015", **OLD))
    row = NoticeLine.objects.get()
    address = f"/notifications/rows/{row.pk}"
    cells = {heading: f"cell-{place}" for place, heading in enumerate(row.file.headings)}
    said = {cells[name]: text for name, text in row.values.items()}
    wrong = teacher.post(address, said | {cells["DOB"]: "30/02/2015", cells["School"]: "Another school"})
    assert wrong.status_code == 422
    assert "No calendar has this day" in words(wrong)
    assert "30/02/2015" in words(wrong)
    assert "Another school" in words(wrong)
    done = teacher.post(address, said | {cells["DOB"]: "28/02/2015"})
    assert done.url == f"/notifications/{row.file_id}"
    assert Contact.objects.get().children.get().born == "2015-02-28"
    assert "Went in: contact" in words(teacher.get(address))


def test_a_row_is_said_to_be_none_with_why():
    teacher = schools()
    give(teacher, line(story="", **OLD))
    row = NoticeLine.objects.get()
    address = f"/notifications/rows/{row.pk}/none"
    assert teacher.post(address, {"why": ""}).status_code == 422
    assert teacher.post(address, {"why": "x"}).status_code == 422
    done = teacher.post(address, {"why": "It is a test row of our system"})
    assert "It is a test row of our system" in words(teacher.get(done.url))
    assert not Contact.objects.exists()


def test_a_file_that_cannot_be_used_says_why():
    teacher = schools()
    wrongs = {
        "no file of notifications": give(teacher, "1", head="A"),
        "Choose a file": teacher.post("/notifications"),
        "not one of the available choices": give(teacher, line(), agency="police"),
    }
    for why, wrong in wrongs.items():
        assert wrong.status_code == 422
        assert why in words(wrong)
    assert not NoticeFile.objects.exists()


def test_what_a_page_could_not_take_in_at_once_goes_on(monkeypatch):
    monkeypatch.setattr("wraparound.frontdoor.views.notices.AT_ONCE", 0.0)
    teacher = schools()
    given = give(teacher, line(**OLD), line("INC-2", **OLD), line("INC-3", **OLD))
    assert "1 of 3 rows" in words(teacher.get(given.url))
    assert teacher.post(f"{given.url}/go-on").url == given.url
    assert "2 of 3 rows" in words(teacher.get(given.url))
    teacher.post(f"{given.url}/go-on")
    assert "Go on" not in words(teacher.get(given.url))
    assert Contact.objects.count() == 3


def test_another_agencys_files_are_not_there_and_the_front_door_gives_and_mends_any():
    door = signed_in("rosa.wendle")
    given = give(door, line(story="", **OLD), agency="police")
    row = NoticeLine.objects.get()
    teacher = schools()
    for address in (given.url, f"/notifications/rows/{row.pk}"):
        assert teacher.get(address).status_code == 404
        assert door.get(address).status_code == 200
    assert teacher.post(f"{given.url}/go-on").status_code == 404
    assert "night.csv" not in words(teacher.get("/notifications"))
    Account.objects.filter(username="beth.marlowick").update(agency=Agency.objects.get(code="police"))
    assert "night.csv" in words(schools().get("/notifications"))
    cells = {f"cell-{place}": row.values.get(name, STORY) for place, name in enumerate(row.file.headings)}
    assert door.post(f"/notifications/rows/{row.pk}", cells).status_code == 302
    assert Contact.objects.get().agency.code == "police"

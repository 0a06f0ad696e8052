"""The pages of duties, opened as somebody's browser opens them."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from tests.acting import someone
from tests.sample_area import adopt_ashmere, signed_in
from wraparound.access.actions import close_account
from wraparound.access.models import Account
from wraparound.access.words import Role
from wraparound.duties.actions import open_duty
from wraparound.duties.models import Absence
from wraparound.duties.words import Owed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ashmere():
    adopt_ashmere()


def opened(**said):
    owed = {"agency": "police", "owed_to": "social-care", "words": "Answer question Q-7K3M", "owner": "jo.farrant"}
    return open_duty(Owed(**(owed | said)), rule="answer-green", by=someone(), at=timezone.now())


def text(response):
    return response.content.decode()


def test_everybody_has_their_lists_and_the_duty_has_a_page():
    duty = opened()
    jo, rosa = signed_in("jo.farrant"), signed_in("rosa.wendle")
    assert "Answer question Q-7K3M" in text(jo.get("/duties"))
    assert "Answer question Q-7K3M" in text(jo.get("/duties/agency"))
    assert "Nothing is owed to you" in text(jo.get("/duties/owed"))
    assert "You owe nothing" in text(rosa.get("/duties"))
    assert "Answer question Q-7K3M" in text(rosa.get("/duties/owed"))
    page = text(jo.get(f"/duties/{duty.pk}"))
    assert "72 hours" in page
    assert "Give it longer" in page
    for path in ("rules", "rules/answer-green", "rules/assessment", "absences", "calendar"):
        assert jo.get(f"/duties/{path}").status_code == 200
    for act in ("answer", "extend", "pause", "hand-over", "withdraw"):
        assert jo.get(f"/duties/{duty.pk}/{act}").status_code == 200
    assert signed_in("tomasz.redlin").get(f"/duties/{duty.pk}").status_code == 404


def page_of(client, path, **said):
    """Send a form and give where the browser ends."""
    return client.post(path, said, follow=True)


def test_an_answer_is_sent_and_what_is_missing_is_said_and_nothing_typed_is_lost():
    duty, jo = opened(), signed_in("jo.farrant")
    wrong = jo.post(f"/duties/{duty.pk}/answer", {"how": "in_part"})
    assert wrong.status_code == 422
    assert "Say why it was not done in full" in text(wrong)
    wrong = jo.post(f"/duties/{duty.pk}/extend", {"day": "soon", "reason": "The record is on paper"})
    assert "The record is on paper" in text(wrong)
    assert "It is answered." in text(page_of(jo, f"/duties/{duty.pk}/answer", how="done", evidence="Letter of today"))
    page = text(jo.get(f"/duties/{duty.pk}"))
    assert "Answered in time" in page
    assert "Letter of today" in page
    again = jo.post(f"/duties/{duty.pk}/answer", {"how": "done"})
    assert again.status_code == 422
    assert "not owed any more" in text(again)


def test_longer_pausing_and_handing_over_by_page():
    duty, jo = opened(), signed_in("jo.farrant")
    path, why = f"/duties/{duty.pk}", "The family is away for two weeks"
    later = (timezone.localdate() + timezone.timedelta(days=20)).isoformat()
    assert "It has longer." in text(page_of(jo, f"{path}/extend", day=later, reason=why))
    assert "Its clock stands still." in text(page_of(jo, f"{path}/pause", reason=why))
    assert "Let its clock go on" in text(jo.get(path))
    assert "Its clock goes on." in text(page_of(jo, f"{path}/resume", reason=why))
    assert "It is handed over." in text(page_of(jo, f"{path}/hand-over", to="desk", reason=why))
    assert "The desk of" in text(jo.get(path))
    history = text(jo.get(path)).partition("What has happened")[2]
    assert (
        history.index("Handed over") < history.index("Went on") < history.index("Given longer") < history.index("Began")
    )
    assert jo.post(f"{path}/withdraw", {"reason": why}).status_code == 403
    assert "It is not owed any more." in text(page_of(signed_in("rosa.wendle"), f"{path}/withdraw", reason=why))
    assert jo.get(f"{path}/burn").status_code == 404


def test_a_rule_is_changed_after_its_keeper_saw_what_it_moves():
    duty, owen = opened(), signed_in("owen.haskell")
    said = {
        "count": "1", "clock": "hours", "hours": "agency", "warning": "50", "holds_from": "2026-01-01", "number": "1",
        "because": "The decision of today", "reason": "Three days were too long to wait",
    }  # fmt: skip
    shown = text(owen.post("/duties/rules/answer-green", said))
    assert "1 open duty began" in shown
    assert "Adopt this change" in shown
    assert "1 hour." in text(page_of(owen, "/duties/rules/answer-green", **said, adopt="yes"))
    assert "1 hour" in text(owen.get("/duties/rules/answer-green"))
    stale = owen.post("/duties/rules/answer-green", said | {"adopt": "yes"})
    assert stale.status_code == 422
    assert "meanwhile" in text(stale)
    duty.refresh_from_db()
    assert duty.version.number == 2
    assert owen.post("/duties/rules/assessment", said).status_code == 403
    assert owen.get("/duties/rules/none").status_code == 404


def test_an_absence_is_noted_and_taken_back():
    jo = signed_in("amir.tolland")
    first, back = (timezone.localdate() + timezone.timedelta(days=days) for days in (0, 3))
    said = {"username": "amir.tolland", "begins_on": first.isoformat(), "deputy": "rosa.wendle"}
    wrong = jo.post("/duties/absences", said | {"ends_on": first.isoformat()})
    assert wrong.status_code == 422
    assert "after the first day away" in text(wrong)
    assert "The absence is noted." in text(page_of(jo, "/duties/absences", **said, ends_on=back.isoformat()))
    opened(agency="social-care", owed_to="schools", owner="amir.tolland")
    assert "Answer question Q-7K3M" in text(signed_in("rosa.wendle").get("/duties"))
    taken_back = page_of(jo, f"/duties/absences/{Absence.objects.get().pk}")
    assert "The absence is taken back." in text(taken_back)
    assert "You owe nothing" in text(signed_in("rosa.wendle").get("/duties"))


def unfolded(calendar: str) -> list[str]:
    """Read a calendar's lines as RFC 5545 says: what begins with a blank goes on with the line before."""
    assert calendar.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    return calendar.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_calendar_reads_what_is_owed_at_its_secret_address_without_signing_in():
    words = "Answer; then, when “Ünal’s school” has told, write down by whom and when it was answered: Q-7K3M \\ Q-7K3N"
    duty, jo = opened(words=words), signed_in("jo.farrant")
    jo.post("/duties/calendar", {"with_desk": "on"})
    address = re.search(r"/duties/calendar/\w+\.ics", text(jo.get("/duties/calendar")))[0]
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(text(answer))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert f"UID:duty-{duty.pk}@testserver" in lines
    assert f"DTEND:{duty.due_at:%Y%m%dT%H%M%SZ}" in lines
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:Due: {escaped}" in lines
    assert f"URL:http://testserver/duties/{duty.pk}" in lines
    jo.post("/duties/calendar", {"end": "yes"})
    assert Client().get(address).status_code == 404


def test_when_an_account_is_closed_its_holders_duties_fall_to_the_desk():
    duty, now = opened(), timezone.now()
    owen = replace(someone(Role.GOVERNANCE), signed_in_at=now)
    close_account(Account.objects.get(username="jo.farrant").pk, by=owen, at=now)
    duty.refresh_from_db()
    assert duty.owner == ""

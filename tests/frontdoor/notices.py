"""Invented files of notifications, for tests."""

from datetime import date
from pathlib import Path

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.frontdoor.actions.incidents import take_in_next
from wraparound.frontdoor.actions.notices import receive_notices
from wraparound.frontdoor.models import NoticeFile, NoticeLine
from wraparound.frontdoor.queries.notices import read_notices

DAY = date(2026, 9, 1)
OFFICER = someone(Role.ANALYST, agency="police")
POLICE = (
    "Incident Reference,Incident Date,Incident Time,Officer,Collar Number,Child Name,DOB,Gender,Address,School,"
    "Circumstances,Risk"
)
STORY = "Found alone at the station and said nobody was at home"
HOSPITAL = (
    "Attendance Number,Arrival Date Time,NHS Number,Forename,Surname,Date of Birth,Address,GP,Presenting Complaint,"
    "Clinician"
)


def line(ref="INC-1", name="Hattie Alder", *, day="31/08/2026", born="03/02/2015", story=STORY, risk="Medium"):
    lives = '"4 Copper Row, Ashmere"'
    return f'{ref},{day},22:14,PC Jo Farrant,4711,{name},{born},F,{lives},Copper Row Primary,"{story}",{risk}'


def written(folder: Path, *lines: str, name="night.csv", head=POLICE) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path


def given(path: Path, *, agency="police", kind="", on=DAY):
    return read_notices(path, name=path.name, agency=agency, kind=kind, on=on)


def received(path: Path, *, by=OFFICER, at=AT, **said) -> NoticeFile:
    return receive_notices(given(path, **said), by=by, at=at)


def taken_in(path: Path, *, by=OFFICER, at=AT, **said) -> NoticeFile:
    """Have a file come in, and all of it that is in order go in."""
    file = received(path, by=by, at=at, **said)
    while take_in_next(file.pk, by=by, at=at):
        pass
    return file


def states(file: NoticeFile) -> list[str]:
    return list(NoticeLine.objects.filter(file=file).order_by("row").values_list("state", flat=True))

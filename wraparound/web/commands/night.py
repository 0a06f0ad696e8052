"""A file of the police of last night, for development: one child found at once, and one row that waits to be mended."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.words import AgencyType
from wraparound.feeds.policies import MACHINE
from wraparound.frontdoor.actions.incidents import take_in_next
from wraparound.frontdoor.actions.notices import receive_notices
from wraparound.frontdoor.queries.notices import files_shown, read_notices
from wraparound.kernel.acting import Actor

NAME = "last-night.csv"
HEADINGS = "Incident Reference,Incident Date,Incident Time,Officer,Child Name,DOB,Address,Circumstances"
ROWS = (
    'N-2041,{day},22:14,PC Jo Farrant,Robin Ashdown,03/02/2015,"4 Copper Row","Alone at the station, cold and hungry."',
    'N-2042,{day},23:50,PC Jo Farrant,Wren Ashdown,31/02/2017,"4 Copper Row","With her brother. Nobody at home."',
)


def give_the_night(*, by: Actor, at: datetime) -> str:
    """Have the police give a file of two rows, of which one goes in; nothing where any file came before."""
    police = agencies_of_area().filter(type=AgencyType.POLICE).order_by("code").first()
    node = replace(by, roles=by.roles | {MACHINE})
    if police is None or files_shown(node):
        return "given already" if police else "no police to give it"
    today = timezone.localdate(at)
    rows = [row.format(day=f"{today - timedelta(days=1):%d/%m/%Y}") for row in ROWS]
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_text("\n".join([HEADINGS, *rows, ""]), encoding="utf-8")
        given = read_notices(path, name=NAME, agency=police.code, on=today)
    file = receive_notices(given, by=node, at=at)
    while take_in_next(file.pk, by=node, at=at):
        pass
    return f"{NAME} came from {police.name}"

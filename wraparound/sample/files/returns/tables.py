"""Returns and extracts that are tables: the looked-after children's set, pupils, and children known to child health."""

import csv
import io
from collections.abc import Iterator

from wraparound.sample.chance import Rng
from wraparound.sample.files.columns import given_names, surgeries
from wraparound.sample.files.identities import record_ids
from wraparound.sample.files.returns.lines import held_by, since, slashes, whole_day
from wraparound.sample.files.returns.social_care import SEXES
from wraparound.sample.records.population import Part

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
PUPILS = (
    "School URN,Admission No,UPN,NHS Number,Legal Surname,Legal Forename,Middle Names,Preferred Forename,Date of Birth,"
    "Sex,House Number,Street,Town,Post Code,Contact 1 Name,Contact 1 Phone,Contact 2 Phone,Date of Entry"
)
CHILDREN = (
    "Local Patient ID,NHS Number,NHS Number Status,Forename,Surname,Date of Birth,Sex,Address,Postcode,"
    "Previous Postcode,Mobile,Home Telephone,Parent Name,GP Practice Code,Health Visiting Team,Registration Date"
)
TEAMS = ("Dales 0 to 19 team", "Vale 0 to 19 team", "Coast 0 to 19 team")
PLACES = ("", "U4", "K2", "K3", "P1", "Z1")  # of the return, in the order of the population's placements


def header(part: Part, **_: object) -> Iterator[str]:
    """Give each looked-after child's line of the Header file."""
    ids, written = record_ids(part), part.records
    for place in held_by(part, source="social_care", flag="looked_after").tolist():
        sex = SEXES[int(written.sex[place])]
        yield _line(ids[place], sex, _born(part, place), "NOBT", written.upn[place] or "UN4", "", "")


def episodes(part: Part, *, on: int, rng: Rng) -> Iterator[str]:
    """Give each looked-after child's lines of the Episodes file: one placement, or one after another."""
    ids, begins = record_ids(part), since(part, on=on, rng=rng, mean=800)
    for place in held_by(part, source="social_care", flag="looked_after").tolist():
        person = int(part.records.held.person[place])
        first = int(begins[person])
        kind = PLACES[int(part.area.people.flags["placement"][person])]
        moved = (first + on) // 2 if on - first > 200 and person % 3 == 0 else 0
        own = (ids[place], "C2", "N1", kind, "PR1")
        yield _episode(own, begins=first, ends=moved, why="S")
        if moved:
            yield _episode(own, begins=moved, ends=0, why="P")


def pupils(part: Part, *, on: int, rng: Rng) -> Iterator[str]:
    """Give each pupil's line of a school census style extract."""
    ids, begins, written = record_ids(part), since(part, on=on, rng=rng, mean=900), part.records
    for place in rng.permutation(held_by(part, source="schools")).tolist():
        who = (written.surname[place], written.given[place], written.middle[place], written.known_as[place])
        home = (written.number[place], written.street[place], written.town[place], written.postcode[place])
        reach = (written.carer[place], written.phone[place], written.phone_2[place])
        numbers = (written.school[place], ids[place], written.upn[place], written.nhs[place])
        entered = slashes(int(begins[written.held.person[place]]))
        yield _line(*numbers, *who, _born(part, place), SEXES[int(written.sex[place])], *home, *reach, entered)


def children(part: Part, *, on: int, rng: Rng) -> Iterator[str]:
    """Give each child's line of a child health service style extract."""
    ids, begins, written = record_ids(part), since(part, on=on, rng=rng, mean=1_500), part.records
    places = rng.permutation(held_by(part, source="health"))
    given, practices = given_names(part, order=places), surgeries(part, order=places)
    for number, place in enumerate(places.tolist()):
        status = "07" if not written.nhs[place] else "01" if written.nhs_verified[place] else "02"
        who = (given[number], written.surname[place], _born(part, place), SEXES[int(written.sex[place])])
        home = (written.address[place], written.postcode[place], written.previous_postcode[place])
        reach = (written.phone[place], written.phone_2[place], written.carer[place])
        since_when = slashes(int(begins[written.held.person[place]]))
        team = TEAMS[int(part.area.people.household[written.held.person[place]]) % len(TEAMS)]
        yield _line(ids[place], written.nhs[place], status, *who, *home, *reach, practices[number], team, since_when)


def _episode(own: tuple[str, str, str, str, str], *, begins: int, ends: int, why: str) -> str:
    key, legal, need, place, provider = own
    ended = (slashes(ends), "X1", "CARPL") if ends else ("", "", "")
    return _line(key, slashes(begins), why, legal, need, place, provider, *ended, "", "", "")


def _born(part: Part, place: int) -> str:
    day = whole_day(part, place=place)
    return slashes(day) if day is not None else ""


def _line(*cells: str | None) -> str:
    kept = io.StringIO()
    csv.writer(kept, lineterminator="\n").writerow(["" if cell is None else cell for cell in cells])
    return kept.getvalue()

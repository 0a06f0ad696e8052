"""What each source says of a person, in words and as the source wrote it, and where sources disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wraparound.identity.queries.family import Voices
from wraparound.identity.queries.former import past_of
from wraparound.identity.queries.held import RecordHeld
from wraparound.identity.queries.numbers import kinds_withheld
from wraparound.identity.queries.told import Source
from wraparound.identity.rules import (
    called,
    distinct_values,
    hidden,
    plain_number,
    sex_in_words,
    written_number,
    written_phone,
)
from wraparound.identity.rules.numbers import states_of
from wraparound.identity.words import NumberKind, NumberState
from wraparound.kernel.acting import Actor

SHOWN = {
    "birth_date": "Born",
    "expected_birth_date": "Expected",
    "sex": "Sex",
    "phone": "Telephone",
    "school": "School",
    "surgery": "GP practice",
}
DAYS = {"birth_date", "expected_birth_date"}
CODED = {"school": "URN", "surgery": "code"}  # of which the source gives a code, and what the code is
COMPARED = {  # of which one person has one at a time
    "nhs_number": "NHS number",
    "upn": "Unique pupil number",
    "birth_date": "Born",
    "sex": "Sex",
    "postcode": "Postcode",
    "school": "School",
}
Places = Mapping[str, str]  # names of schools and surgeries by their code


class Told(NamedTuple):
    """One thing that a source says: what it is, its words, and the source's own text where that is another.

    A day stands as records keep it, 2017-03-03 or as much of it as is known.
    """

    label: str
    words: str
    own: str = ""
    is_day: bool = False


@dataclass(frozen=True)
class Shown:
    """One record on a person's page: whose, what it says, since when, and how sure we are that it is theirs."""

    record: RecordHeld
    key: str
    name: str
    said: list[Told]
    past: list[tuple[date, str]]


class Disagreement(NamedTuple):
    """One thing of which sources say different things now: each of them, and who says so."""

    label: str
    values: Voices
    is_day: bool = False


def places_of(sources: Sequence[Source]) -> Places:
    """Give the names of the schools and surgeries that sources name by a code."""
    return {code: name for one in sources for code, name in one.places.items()}


def places_now(sources: Sequence[Source], *, places: Places) -> list[tuple[str, list[str]]]:
    """Give the schools and surgeries that sources name now, by name."""
    now = [one.record.said for one in sources if one.is_now]
    named = [
        (
            SHOWN[field],
            list(dict.fromkeys(places[code] for said in now for code in said.get(field, []) if code in places)),
        )
        for field in CODED
    ]
    return [(label, names) for label, names in named if names]


def records_shown(sources: Sequence[Source], *, places: Places, withheld: frozenset[str], by: Actor) -> list[Shown]:
    """Show each record with what it said before, so far as may be known. Cost: one query, or none if none changed."""
    changed = [one.record.pk for one in sources if one.record.changed_at != one.record.since]
    past = past_of(changed, by=by)
    return [
        Shown(
            one.record,
            hidden(one.record.key, withheld=withheld),
            called(one.record.said),
            [
                _told(field, text=hidden(text, withheld=withheld), places=places)
                for field in SHOWN
                for text in one.record.said.get(field, [])
            ],
            [(before.until.date(), called(before.said)) for before in reversed(past.get(one.record.pk, []))],
        )
        for one in sources
    ]


def disagreements(sources: Sequence[Source], *, places: Places, withheld: frozenset[str]) -> list[Disagreement]:
    """Say of each field where sources disagree now what each value is and who says so, but of no withheld number."""
    hides = kinds_withheld(sources, withheld=withheld)
    found = []
    for field, label in COMPARED.items():
        if field in hides:
            continue
        values: dict[str, list[str]] = {}
        past = _numbers_past(sources, field=field)
        for one in sources:
            for value in distinct_values(one.record.said.get(field, []), field=field) if one.is_now else ():
                if plain_number(value) in past:
                    continue
                values.setdefault(_told(field, text=value, places=places).words, []).append(one.agency)
        if len(values) > 1:
            voices = [(value, sorted(set(names))) for value, names in values.items()]
            found.append(Disagreement(label, voices, field in DAYS))
    return found


def _numbers_past(sources: Sequence[Source], *, field: str) -> frozenset[str]:
    """Give the numbers of a kind that do not stand any more, which therefore contradict no other."""
    if field not in set(NumberKind):
        return frozenset()
    states = states_of((one.record.said for one in sources), kind=NumberKind(field))
    return frozenset(number for number, state in states.items() if state is not NumberState.STANDS)


def _told(field: str, *, text: str, places: Places) -> Told:
    """Say in words what a source says of one field."""
    if field == "sex":
        words = sex_in_words(text) or text
        return Told(SHOWN[field], words, "" if words.casefold() == text.strip().casefold() else text)
    if field in CODED:
        code = f"{CODED[field]} {text}"
        return Told(SHOWN[field], places[text], code) if text in places else Told(SHOWN[field], code)
    if field == "phone":
        return Told(SHOWN[field], written_phone(text))
    if field in set(NumberKind):
        return Told(COMPARED[field], written_number(text, kind=field))
    return Told(SHOWN.get(field, ""), text, is_day=field in DAYS)

"""Where sources contradict each other about someone's death or move, side by side for a person to settle."""

from collections.abc import Sequence
from datetime import date

from wraparound.identity.queries.living import LifeShown
from wraparound.identity.queries.sources import Disagreement
from wraparound.identity.words import LifeKind


def disagreed_lives(life: Sequence[LifeShown]) -> list[Disagreement]:
    """Give deaths and moves out of the area that another source contradicts, and deaths told of different days."""
    found = []
    for one in life:
        if one.seen:
            seen = [(f"Seen on {_written(day)}", [agency]) for agency, day in one.seen]
            found.append(Disagreement(_label(one.kind), [(_on(one.on), [one.who]), *seen]))
    deaths = [one for one in life if one.kind == LifeKind.DIED]
    if len({one.on for one in deaths}) > 1 and all(one.by_record for one in deaths) and not found:
        days = {one.on: sorted({other.who for other in deaths if other.on == one.on}) for one in deaths}
        found.append(Disagreement(_label(LifeKind.DIED), [(_on(day), names) for day, names in days.items()]))
    return found


def _label(kind: LifeKind) -> str:
    return "Died" if kind == LifeKind.DIED else "Moved out of this area"


def _on(day: date | None) -> str:
    return f"On {_written(day)}" if day else "The day is not said"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""Since when and until when an agency has been involved, from the episodes that a file tells of."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from wraparound.feeds.rules.shapes import begins_of, ends_of
from wraparound.feeds.words import Period, Values
from wraparound.kernel.dates import is_excel_serial, read_date

Episode = Mapping[str, str]


def part_of_periods(found: Sequence[tuple[Period, Sequence[Episode]]], *, order: str) -> dict[str, str]:
    """Give the days of the involvement that counts now, by column, with its service where that differs.

    Of the first kind of period that has any: the one that is open, else the one that ended last. A day that cannot be
    read is given as it is written, so that the row waits and somebody mends it.
    """
    for period, episodes in found:
        told = [one for one in episodes if one.get(begins_of(period))]
        if not told:
            continue
        begins, ends = _counting(period, episodes=told, order=order)
        part = {begins_of(period): begins, ends_of(period): ends}
        return part | ({"service": period.service} if period.service else {})
    return {}


def _counting(period: Period, *, episodes: Sequence[Episode], order: str) -> tuple[str, str]:
    runs: list[tuple[date, str, date | None, str]] = []
    goes_on = False
    dated = []
    for one in episodes:
        begins, ends = one[begins_of(period)], one.get(ends_of(period)) or ""
        if not ends and _has(one, period.over_at_once):
            ends = begins
        began, ended = _day(begins, order=order), _day(ends, order=order)
        if began is None or (ends and ended is None):
            return begins, ends
        dated.append((began, begins, ended, ends, _has(one, period.goes_on)))
    for began, begins, ended, ends, more in sorted(dated, key=lambda one: (one[0], one[2] or date.max)):
        if goes_on and runs:
            began, begins = runs.pop()[:2]
        runs.append((began, begins, ended, ends))
        goes_on = more
    _, begins, _, ends = max(runs, key=lambda one: (one[2] or date.max, one[0]))
    return begins, ends


def _has(episode: Episode, values: Values) -> bool:
    return any(episode.get(name, "") in those for name, those in values.items())


@lru_cache(1 << 14)
def _day(text: str, *, order: str) -> date | None:
    when = read_date(text, order=order, excel_serial=is_excel_serial(text)) if text else None  # type: ignore[arg-type]
    return when.earliest if when else None

"""Who has reached the age at which involvement ends, on which day, by which rule of the area."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from wraparound.agencies.words import EndingRule, GrownUpOn, LongerRule
from wraparound.kernel.dates import PartialDate, default_degree, read_date

STAND_INS = frozenset({1900, 1901, 1970, 1980, 1990, 2000})  # years whose 1 January systems write for an unknown day
TOO_OLD = 110  # years, from which a day of birth is a slip
FIRST_OF_JANUARY = 2  # as `default_degree` says it
SOON = timedelta(days=92)  # ahead of which a keeper is shown what will end


class HeldOf(NamedTuple):
    """What one agency holds of someone, as far as an ending asks for it."""

    record: int
    agency: str
    feed: str
    in_file: bool  # the agency's newest file holds it, whether or not its part has ended by age
    births: tuple[str, ...] = ()
    services: tuple[tuple[str, bool], ...] = ()  # what each part is called, and whether it goes on
    expected: tuple[str, ...] = ()  # days on which a birth is or was expected


class Due(NamedTuple):
    """On which day a part ends, by which rule, and why in words."""

    on: date
    rule: str
    words: str


class Ages(NamedTuple):
    """The area's rules of ages: when involvement ends, and who is helped for longer."""

    endings: Sequence[EndingRule] = ()
    longer: Sequence[LongerRule] = ()

    @property
    def youngest(self) -> int | None:
        """Give the least age at which anything ends; None where nothing does."""
        return min((one.age for one in self.endings), default=None)


def born_at_latest(written: Iterable[str], *, on: date) -> date | None:
    """Give the last day on which someone can have been born, by all that sources write; None where that is not known.

    A month or year alone, and the first of either, which often stands for a day that is not known, are taken to their
    ends; the 1st of January of years that systems write for "unknown", and what makes someone older than people grow,
    say nothing. So nobody is taken to be older than they are.
    """
    days = [_at_latest(when, on=on) for when in (read_date(text, order="ymd") for text in written) if when]
    return max((day for day in days if day), default=None)


def why_not_known(held: Sequence[HeldOf], *, on: date) -> str:
    """Say in words why nobody knows when someone comes of age, such as that they are not born yet; "" where it is."""
    births = [text for one in held for text in one.births]
    if born_at_latest(births, on=on):
        return ""
    if births:
        return f"Birth date not known well enough: {births[0]}"[:200]
    days = sorted(text for one in held for text in one.expected)
    when = read_date(days[0], order="ymd") if days else None
    if when is None:
        return "Birth date not known"
    day = when.latest
    is_over = day < on
    words = f"{day.day} {day:%B %Y}"
    return f"Was expected on {words}, and no birth is told" if is_over else f"Not born yet: expected on {words}"


def comes_of_age(born: date, *, age: int, ends: GrownUpOn = GrownUpOn.BIRTHDAY) -> date:
    """Give the day on which someone is so old, or on which that school year is over.

    At the beginning of the birthday (Family Law Reform Act 1969, section 9); whoever was born on 29 February, on
    1 March of other years. A school year ends with 31 July (Special Educational Needs and Disability Regulations 2014,
    regulation 46), so that the first day after it is 1 August.
    """
    try:
        day = born.replace(year=born.year + age)
    except ValueError:
        day = date(born.year + age, 3, 1)
    if ends == GrownUpOn.BIRTHDAY:
        return day
    after = date(day.year, 8, 1)
    return after if day < after else date(day.year + 1, 8, 1)


def due_of(held: Sequence[HeldOf], *, ages: Ages, on: date) -> dict[int, Due]:
    """Say when each agency's part in one person's life ends by age, past or to come; of none where that is not known.

    Where several rules speak of one part, the one that lets it last longest holds.
    """
    born = born_at_latest((text for one in held for text in one.births), on=on)
    if born is None:
        return {}
    longer = [
        Due(comes_of_age(born, age=rule.age, ends=rule.ends), rule.code, _words(rule))
        for rule in ages.longer
        if any(_is_helped(one, rule=rule) for one in held)
    ]
    found = {}
    for one in held:
        if rules := [rule for rule in ages.endings if _is_about(rule, held=one)]:
            plain = [Due(comes_of_age(born, age=rule.age), rule.code, _words(rule)) for rule in rules]
            found[one.record] = max(plain + longer, key=lambda due: (due.on, due.rule))
    return found


def _at_latest(when: PartialDate, *, on: date) -> date | None:
    degree = default_degree(when)
    if (degree == FIRST_OF_JANUARY and when.year in STAND_INS) or on.year - when.year > TOO_OLD:
        return None
    if degree == FIRST_OF_JANUARY:
        return date(when.year, 12, 31)
    return PartialDate(when.year, when.month).latest if when.day == 1 else when.latest


def _is_about(rule: EndingRule, *, held: HeldOf) -> bool:
    wanted = (not rule.agencies or held.agency in rule.agencies) and (not rule.feeds or held.feed in rule.feeds)
    return wanted and held.feed not in rule.without


def _is_helped(held: HeldOf, *, rule: LongerRule) -> bool:
    """Say whether a record makes its person one who is helped for longer."""
    if held.feed in rule.feeds and (held.in_file or rule.formerly):
        return True
    wanted = {_plain(service) for service in rule.services}
    return any(_plain(name) in wanted and (goes_on or rule.formerly) for name, goes_on in held.services)


def _plain(service: str) -> str:
    return " ".join(service.casefold().split())


def _words(rule: EndingRule | LongerRule) -> str:
    when = (
        "At the end of the school year in which they turn"
        if isinstance(rule, LongerRule) and rule.ends == GrownUpOn.SCHOOL_YEAR
        else "At"
    )
    return f"{when} {rule.age} ({rule.name.lower()})"[:200]

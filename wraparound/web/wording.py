"""Days, moments and amounts as a reader says them. Templates use these as filters."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wraparound.kernel.dates import read_date

LONDON = ZoneInfo("Europe/London")


def day(on: date | datetime | None) -> str:
    """Say a day: 3 September 2026."""
    if on is None:
        return ""
    local = on.astimezone(LONDON) if isinstance(on, datetime) else on
    return f"{local.day} {local:%B %Y}"


def written(text: str) -> str:
    """Say a date that may be known in part only, as records keep it: 2 May 2014, May 2014, 2014."""
    when = read_date(text, order="ymd")
    if when is None:
        return text
    if when.month is None:
        return str(when.year)
    return day(when.earliest) if when.day else f"{when.earliest:%B %Y}"


def moment(at: datetime | None) -> str:
    """Say an instant to the minute, in English time: 3 September 2026 at 2:05pm."""
    return f"{day(at)} at {clock(at)}" if at else ""


def due(at: datetime | None) -> str:
    """Say until when something is to be done, where midnight ends a day: the end of 2 September 2026."""
    if at is None or at.astimezone(LONDON).time() != time():
        return moment(at)
    return f"the end of {day(at.astimezone(LONDON) - timedelta(days=1))}"


def clock(at: datetime) -> str:
    """Say a time of day: 2:05pm, midday, midnight."""
    local = at.astimezone(LONDON)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    return f"{local.hour % 12 or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"


def ago(at: datetime, *, now: datetime) -> str:
    """Say how long since, or how long until, in the largest unit that helps: 3 days ago, in 2 hours."""
    gone = now - at
    span = said(abs(gone))
    if span is None:
        return "just now"
    return f"{span} ago" if gone > timedelta() else f"in {span}"


def said(span: timedelta) -> str | None:
    """Say a length of time in one unit; None below a minute."""
    minutes = int(span.total_seconds() // 60)
    units = (("year", 525_600), ("month", 43_830), ("week", 10_080), ("day", 1_440), ("hour", 60), ("minute", 1))
    for name, length in units:
        if name == "week" and minutes < 2 * length:
            continue
        if minutes >= length:
            return count(minutes // length, one=name)
    return None


def worker(username: str) -> str:
    """Say who did something where it was nobody with an account: the node by itself, or an operator at its machine."""
    if username.startswith("operator:"):
        return "an operator of this node"
    return "this node by itself" if username == "wraparound" else username


def count(number: int, *, one: str, many: str = "") -> str:
    """Say how many of something: 1 child, 2,300 children."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

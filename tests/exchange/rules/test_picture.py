"""A question drawn over time."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from wraparound.exchange.rules.picture import Lane, over_time

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def drawn(*lanes):
    return over_time("Question", lanes=lanes, at=AT)


def test_nobody_asked_is_nothing_drawn():
    assert drawn() == ("", "")


def test_what_is_drawn_is_said_in_words_too():
    lanes = (Lane("Health", AT - HOUR, AT + HOUR, AT, "We know this child", False),
             Lane("Schools <x>", AT - 3 * HOUR, AT - HOUR, None, "Late", True))  # fmt: skip
    for picture in drawn(*lanes):
        root = ElementTree.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
        says = root.find("{http://www.w3.org/2000/svg}desc").text
        assert "Health: We know this child." in says
        assert "Schools <x>: Late." in says
        assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 1, "who answered has a dot"


def test_no_line_leaves_the_picture():
    lane = Lane("Health", AT - 900 * HOUR, AT - 800 * HOUR, None, "Late", True)
    for picture, width in zip(drawn(lane), (760, 320), strict=True):
        numbers = [float(part.split()[0]) for part in picture.split('d="M')[1:]]
        assert all(0 <= number <= width for number in numbers)

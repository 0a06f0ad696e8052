"""What a search covers: the area's feeds and how fresh each is, agencies without one, and whom to telephone."""

from datetime import datetime

from wraparound.agencies.queries import area_now
from wraparound.agencies.queries.directory import Listed, listed
from wraparound.agencies.words import AgencyType, Area, Way
from wraparound.feeds.queries import feeds_covering
from wraparound.feeds.rules import lateness
from wraparound.identity.words import Coverage, Searched, ToAsk

MINUTE = 60  # seconds, in which nobody opens or closes twice


class Covers:
    """Knows the area's feeds and its directory of agencies."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._area: Area | None = None
        self._minute, self._listed = -1, list[Listed]()

    def of(self, agency: str = "", *, at: datetime) -> Coverage:
        """Give what a search covers, in all feeds or in one agency's. Cost: two queries."""
        found = feeds_covering()
        sending = {one.agency_code for one in found}
        searched = [
            Searched(
                one.name,
                one.agency,
                one.as_of,
                lateness(one.as_of, late_after_days=one.late_after_days, on=at.date()).late,
            )
            for one in found
            if not agency or one.agency_code == agency
        ]
        by_name = self._directory(at)
        without = [_to_ask(one) for one in by_name if one.agency.code not in sending]
        front = [_to_ask(one) for one in by_name if one.agency.type == AgencyType.SOCIAL_CARE]
        return Coverage(searched, without, front)

    def _directory(self, at: datetime) -> list[Listed]:
        """Give the agencies by name, as they are open in this minute; kept for it, as long as the settings hold."""
        area, minute = area_now(), int(at.timestamp()) // MINUTE
        if area is not self._area or minute != self._minute:
            agencies = sorted(area.agencies.agencies, key=lambda one: one.name.casefold()) if area else []
            self._listed, self._area, self._minute = [listed(one, at=at) for one in agencies], area, minute
        return self._listed


def _to_ask(one: Listed) -> ToAsk:
    phones = [(point.name, point.value) for point in one.reach if point.way == Way.PHONE]
    return ToAsk(one.agency.name, one.now.words, phones)
